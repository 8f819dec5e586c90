package io.fairlead.core.admission;

import io.fairlead.core.job.Expect;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Where expected outputs may lie: beneath folders of volumes, whatever memory is mounted inside of these. */
final class OutputPlaces {
    private static final FieldPath OUTPUTS = FieldPath.of("request", "expect").key("outputs");

    private OutputPlaces() {}

    /** @param sites the mounts of every site where the job could run */
    static List<Problem> problems(Expect expect, List<SiteMounts> sites) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < expect.outputs().size(); i++) {
            String path = expect.outputs().get(i).path();
            if (sites.stream().anyMatch(site -> volume(path, site.mounts()).isEmpty())) {
                problems.add(AdmissionProblems.OUTPUT_PLACE.problem(
                        OUTPUTS.index(i), path, "path", path, "places", places(sites)));
            }
        }
        return problems;
    }

    private static Optional<ResolvedMount.Folder> volume(String path, List<ResolvedMount> mounts) {
        return ResolvedMount.around(path, mounts)
                .filter(ResolvedMount.Folder.class::isInstance)
                .map(ResolvedMount.Folder.class::cast);
    }

    private static String places(List<SiteMounts> sites) {
        TreeSet<String> places = new TreeSet<>();
        sites.forEach(site -> site.mounts().stream()
                .filter(ResolvedMount.Folder.class::isInstance)
                .map(ResolvedMount::containerPath)
                .forEach(places::add));
        return places.isEmpty() ? "a volume" : String.join(", ", places);
    }
}
