package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.core.recipe.RecipeCheck;
import io.fairlead.core.recipe.Requirements;
import io.fairlead.core.recipe.RequirementsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads a requirements file and those that it names, from its own folder and beneath. */
final class RequirementFiles {
    private static final int FILES_MAX = 50;

    private RequirementFiles() {}

    /** The file itself first. What is missing or malformed is said by whoever judges the recipe. */
    static List<RequirementsFile> read(String given) throws Failure {
        Path first = ImageTexts.path(given);
        Path name = first.getFileName();
        if (name == null) {
            throw ImageTexts.wrong(given, "it is a folder");
        }
        Path folder = first.toAbsolutePath().getParent();
        List<RequirementsFile> files = new ArrayList<>();
        Deque<String> wanted = new ArrayDeque<>(List.of(name.toString()));
        while (!wanted.isEmpty() && files.size() < FILES_MAX) {
            String path = wanted.pop();
            boolean known = files.stream().anyMatch(file -> file.path().equals(path));
            if (known || folder == null || path.startsWith("/") || path.contains("..")) {
                continue;
            }
            Path file = folder.resolve(path);
            if (files.isEmpty() || Files.isRegularFile(file)) {
                RequirementsFile read = new RequirementsFile(path, ImageTexts.read(file));
                files.add(read);
                Requirements.of(read).includes().forEach(include -> wanted.add(RecipeCheck.beside(path, include)));
            }
        }
        return files;
    }
}
