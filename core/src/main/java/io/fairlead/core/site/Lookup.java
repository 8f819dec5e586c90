package io.fairlead.core.site;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.FolderPattern;
import io.fairlead.core.volume.FolderPattern.Literal;
import io.fairlead.core.volume.FolderPattern.Part;
import io.fairlead.core.volume.FolderPattern.Placeholder;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.Making.RootFolder;
import io.fairlead.core.volume.Paths;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one volume for one requester.
 *
 * @param jobName stands for {@code {name}}
 */
record Lookup(Requester requester, String jobName) {
    /**
     * One entry of a definition.
     *
     * @param subPath from the volume's root on, without {@code ..}
     * @param mayMake whether a missing sub-path is made
     */
    record Wanted(FieldPath where, Volume volume, String subPath, String target, boolean readOnly, boolean mayMake) {}

    /** Why the volume has no folder for this requester. */
    Optional<Problem> refusal(Wanted wanted, FolderPattern pattern) {
        String home = requester.owner().home();
        if (pattern.startsAtHome() && (home.length() < 2 || !home.startsWith("/") || home.contains("/.."))) {
            return Optional.of(SiteProblems.NO_HOME.problem(
                    wanted.where(),
                    wanted.volume().name(),
                    "volume",
                    wanted.volume().name(),
                    "uid",
                    requester.owner().uid(),
                    "home",
                    home.isEmpty() ? "no account" : home));
        }
        for (Placeholder one : List.of(Placeholder.PROJECT, Placeholder.USER, Placeholder.NAME)) {
            String name = pattern.has(one) ? value(one, "") : "x";
            if (!isFolderName(name)) {
                return Optional.of(SiteProblems.FOLDER_NAME.problem(
                        wanted.where(),
                        name,
                        "what",
                        what(one),
                        "given",
                        name,
                        "volume",
                        wanted.volume().name()));
            }
        }
        return wayProblem(wanted.subPath()).map(it -> it.at(wanted.where()));
    }

    /** One component, and nothing that only looks like one. */
    private static boolean isFolderName(String name) {
        return !name.isBlank() && name.indexOf('/') < 0 && wayProblem(name).isEmpty() && !name.equals(".");
    }

    private static Optional<Problem> wayProblem(String way) {
        try {
            Paths.parseBeneath(way);
            return Optional.empty();
        } catch (ProblemException refused) {
            return Optional.of(refused.problems().getFirst());
        }
    }

    private static String what(Placeholder one) {
        return switch (one) {
            case PROJECT -> "project";
            case NAME -> "job's name";
            case HOME, SITE, USER -> "login";
        };
    }

    private String value(Placeholder one, String site) {
        return switch (one) {
            case HOME -> requester.owner().home();
            case SITE -> site;
            case PROJECT -> requester.project().name();
            case USER -> requester.owner().name();
            case NAME -> jobName;
        };
    }

    /** The folder at a site; only where there is no {@link #refusal}. */
    ResolvedMount.Folder folder(Wanted wanted, Backing.Folders folders, String site) {
        String place = VolumeTable.sharedBy(wanted.volume()).orElse(site);
        return folders.root().startsAtHome()
                ? beneathHome(wanted, folders.root(), place)
                : beneathRoot(wanted, folders, place);
    }

    private ResolvedMount.Folder beneathHome(Wanted wanted, FolderPattern pattern, String site) {
        List<String> way = new ArrayList<>();
        pattern.parts().stream().skip(1).forEach(part -> way.add(text(part, site)));
        if (!wanted.subPath().isEmpty()) {
            way.add(wanted.subPath());
        }
        Making making = new Making(Optional.empty(), wanted.mayMake());
        return mount(wanted, requester.owner().home(), String.join("/", way), making);
    }

    private ResolvedMount.Folder beneathRoot(Wanted wanted, Backing.Folders folders, String site) {
        StringBuilder beneath = new StringBuilder();
        StringBuilder root = new StringBuilder();
        boolean made = false;
        for (Part part : folders.root().parts()) {
            made |= part instanceof Placeholder;
            root.append('/').append(text(part, site));
            if (!made) {
                beneath.append('/').append(text(part, site));
            }
        }
        Optional<RootFolder> making = made
                ? Optional.of(new RootFolder(beneath.toString(), uid(folders), gid(folders), folders.mode()))
                : Optional.empty();
        return mount(wanted, root.toString(), wanted.subPath(), new Making(making, wanted.mayMake()));
    }

    private static ResolvedMount.Folder mount(Wanted wanted, String root, String subPath, Making making) {
        return new ResolvedMount.Folder(
                wanted.volume().name(), root, subPath, wanted.target(), wanted.readOnly(), making);
    }

    private String text(Part part, String site) {
        return switch (part) {
            case Literal(String name) -> name;
            case Placeholder one -> value(one, site);
        };
    }

    private long uid(Backing.Folders folders) {
        return folders.root().has(Placeholder.USER) ? requester.owner().uid() : 0;
    }

    private long gid(Backing.Folders folders) {
        if (folders.root().has(Placeholder.PROJECT)) {
            return requester.project().gid();
        }
        return folders.root().has(Placeholder.USER) ? requester.owner().gid() : 0;
    }
}
