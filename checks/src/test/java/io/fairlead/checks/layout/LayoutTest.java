package io.fairlead.checks.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fairlead.checks.layout.LayoutRules.Named;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layout rules on everything that ships. */
final class LayoutTest {
    /** Fewer classes than this were seen: the import went wrong, and every rule would pass on nothing. */
    private static final int CLASSES_MIN = 100;

    private static final JavaClasses CODE = Imported.code();

    @ParameterizedTest
    @MethodSource("rules")
    void the_code_keeps_the_rule(Named named) {
        var violations = named.rule().evaluate(CODE).getFailureReport().getDetails();

        assertThat(violations).as(named.name()).isEmpty();
    }

    @Test
    void the_rules_look_at_all_of_the_code() {
        System.out.println("layout: " + CODE.size() + " classes, " + rules().size() + " rules");

        assertThat(CODE.size()).isGreaterThan(CLASSES_MIN);
        assertThat(CODE).noneMatch(it -> it.getPackageName().startsWith("io.fairlead.checks"));
    }

    static List<Named> rules() {
        return LayoutRules.under("io.fairlead");
    }
}
