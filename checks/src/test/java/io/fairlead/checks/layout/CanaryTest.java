package io.fairlead.checks.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fairlead.checks.layout.LayoutRules.Named;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that every layout rule can fail: each runs on deliberate offenders and must name all that it forbids. */
final class CanaryTest {
    private static final JavaClasses OFFENDERS = Imported.offenders();

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_names_every_offence(Named named) {
        var report = String.join(
                "\n", named.rule().evaluate(OFFENDERS).getFailureReport().getDetails());

        assertThat(named.caught()).as("offences to plant").isNotEmpty();
        assertThat(report).as(named.name()).contains(named.caught());
    }

    @Test
    void the_rules_of_the_offenders_are_the_rules_of_the_code() {
        assertThat(rules().stream().map(Named::name))
                .hasSizeGreaterThan(12)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(
                        LayoutTest.rules().stream().map(Named::name).toList());
    }

    static List<Named> rules() {
        return LayoutRules.under(Imported.OFFENDERS);
    }
}
