package io.fairlead.core.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Writes the Dockerfile of a recipe. Pure: equal recipes give the same text, byte for byte. */
public final class RecipeText {
    /** Where the image keeps the requirement files that it was made from. */
    private static final String REQUIREMENTS = "/opt/fairlead/requirements";

    /** Where the files of the build context go. */
    private static final String CONTEXT = "/opt/fairlead/context";

    private static final String PIP = "python3 -m pip install --no-cache-dir";

    private RecipeText() {}

    /** @param name of the image, without its owner */
    public static String of(String name, Recipe recipe) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + name + ": written by Fairlead from a recipe. After a change by hand: fairlead image update "
                + name + " --rebuild");
        lines.add("FROM " + recipe.base());
        lines.add("ENV PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 \\");
        lines.add("    HF_HOME=/workspace/.cache/huggingface TORCH_HOME=/workspace/.cache/torch \\");
        lines.add("    MPLCONFIGDIR=/workspace/.cache/matplotlib CUDA_DEVICE_ORDER=PCI_BUS_ID");
        apt(lines, recipe);
        String pip = PIP
                + recipe.indexUrl().map(url -> " --index-url " + quoted(url)).orElse("");
        for (String set : recipe.sets()) {
            List<String> packages =
                    PackageSets.find(set).map(PackageSets.PackageSet::pip).orElse(List.of());
            if (!packages.isEmpty()) {
                lines.add("# set " + set);
                lines.add("RUN " + pip + words(packages));
            }
        }
        requirements(lines, recipe, pip);
        recipe.pip().stream().filter(list -> !list.isEmpty()).forEach(list -> lines.add("RUN " + pip + words(list)));
        lines.add("WORKDIR /workspace");
        return String.join("\n", lines) + "\n";
    }

    /** What {@link Recipe#plus} adds, as lines for a Dockerfile that somebody wrote by hand. */
    public static String added(List<String> sets, List<String> apt, List<String> pip) {
        Recipe more = Recipe.of("").plus(sets, apt, List.of());
        List<String> lines = new ArrayList<>();
        apt(lines, more);
        sets.stream()
                .flatMap(set -> PackageSets.find(set).stream())
                .filter(set -> !set.pip().isEmpty())
                .forEach(set -> lines.add("RUN " + PIP + words(set.pip())));
        if (!pip.isEmpty()) {
            lines.add("RUN " + PIP + words(pip));
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static void apt(List<String> lines, Recipe recipe) {
        SequencedSet<String> packages = new LinkedHashSet<>();
        recipe.sets().stream()
                .flatMap(set -> PackageSets.find(set).stream())
                .forEach(set -> packages.addAll(set.apt()));
        packages.addAll(recipe.apt());
        if (!packages.isEmpty()) {
            lines.add("RUN apt-get update \\");
            lines.add("    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends"
                    + words(new ArrayList<>(packages)) + " \\");
            lines.add("    && rm -rf /var/lib/apt/lists/*");
        }
    }

    private static void requirements(List<String> lines, Recipe recipe, String pip) {
        if (recipe.context()) {
            lines.add("COPY . " + CONTEXT);
        }
        if (recipe.requirements().isEmpty()) {
            return;
        }
        String folder = recipe.context() ? CONTEXT : REQUIREMENTS;
        for (int i = 0; i < recipe.requirements().size(); i++) {
            RequirementsFile file = recipe.requirements().get(i);
            String path = quoted(folder + "/" + file.path());
            lines.add((i == 0 ? "RUN " : "    && ") + "mkdir -p \"$(dirname " + path + ")\" && printf '%s\\n' \\");
            for (String line : file.text().stripTrailing().split("\\R", -1)) {
                lines.add("    " + quoted(line) + " \\");
            }
            lines.add("    > " + path + " \\");
        }
        lines.add("    && cd " + folder + " && " + pip + " -r "
                + quoted(recipe.requirements().getFirst().path()));
    }

    private static String words(List<String> all) {
        return all.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    }

    /** For a shell: nothing in it means anything. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
