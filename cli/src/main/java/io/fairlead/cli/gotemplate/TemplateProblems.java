package io.fairlead.cli.gotemplate;

import io.fairlead.core.problem.ProblemCode;

/** What is wrong with a template after {@code --format}. */
final class TemplateProblems {
    static final ProblemCode WORD = new ProblemCode(
            "E-TEMPLATE-WORD",
            "the template's {word} is not known here",
            "use fields, as .Name and .State.Status, and json, range, index and end; --format json gives everything to"
                    + " another program",
            "Of Go's templates as much is done as people type on a command line.");
    static final ProblemCode FIELD = new ProblemCode(
            "E-TEMPLATE-FIELD",
            "there is no field {field}{near}; there are {fields}",
            "use one of these, or --format json to see all of it",
            "The field is none of those that this object has.");
    static final ProblemCode FORM = new ProblemCode(
            "E-TEMPLATE-FORM",
            "the template can not be read at its character {at}: {why}",
            "write for example {example}",
            "An action stands between double braces; range needs its end.");

    private TemplateProblems() {}
}
