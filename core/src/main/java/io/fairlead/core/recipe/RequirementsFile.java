package io.fairlead.core.recipe;

/**
 * A file of requirements, whole.
 *
 * @param path its name, or its way down from the first file's folder; never upwards
 * @param text every line as it was written
 */
public record RequirementsFile(String path, String text) {}
