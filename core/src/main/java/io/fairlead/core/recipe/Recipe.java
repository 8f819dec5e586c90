package io.fairlead.core.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an image is made from, as a value: equal recipes over the same base give the same Dockerfile.
 *
 * @param base the image that it begins with, as its owner wrote it
 * @param sets names of {@link PackageSets}, in the order given
 * @param apt packages of the distribution, each as {@code NAME} or {@code NAME=VERSION}
 * @param pip lists of requirements; each list is a layer of its own, so that what is added later leaves the earlier ones
 * @param requirements requirement files: the first one is installed, the others are those that it names
 * @param indexUrl where pip looks, http or https; empty: where the image says
 * @param context whether the files of the build context are copied in, for requirements that are folders
 */
public record Recipe(
        String base,
        List<String> sets,
        List<String> apt,
        List<List<String>> pip,
        List<RequirementsFile> requirements,
        Optional<String> indexUrl,
        boolean context) {
    public Recipe {
        sets = List.copyOf(sets);
        apt = List.copyOf(apt);
        pip = pip.stream().map(List::copyOf).toList();
        requirements = List.copyOf(requirements);
    }

    /** The base alone. */
    public static Recipe of(String base) {
        return new Recipe(base, List.of(), List.of(), List.of(), List.of(), Optional.empty(), false);
    }

    /** The same with more in it; a set that is there already is not added again. */
    public Recipe plus(List<String> moreSets, List<String> moreApt, List<String> morePip) {
        List<String> allSets = new ArrayList<>(sets);
        moreSets.stream().filter(set -> !allSets.contains(set)).forEach(allSets::add);
        List<String> allApt = new ArrayList<>(apt);
        moreApt.stream().filter(name -> !allApt.contains(name)).forEach(allApt::add);
        List<List<String>> allPip = new ArrayList<>(pip);
        if (!morePip.isEmpty()) {
            allPip.add(morePip);
        }
        return new Recipe(base, allSets, allApt, allPip, requirements, indexUrl, context);
    }

    public Recipe withRequirements(List<RequirementsFile> files) {
        return new Recipe(base, sets, apt, pip, files, indexUrl, context);
    }

    public Recipe withIndex(Optional<String> url) {
        return new Recipe(base, sets, apt, pip, requirements, url, context);
    }

    public Recipe withContext(boolean copied) {
        return new Recipe(base, sets, apt, pip, requirements, indexUrl, copied);
    }

    public Recipe withBase(String other) {
        return new Recipe(other, sets, apt, pip, requirements, indexUrl, context);
    }
}
