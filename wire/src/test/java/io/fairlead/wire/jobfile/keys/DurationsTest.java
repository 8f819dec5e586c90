package io.fairlead.wire.jobfile.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "90 minutes,PT90M",
        "1h,PT1H",
        "1 hour,PT1H",
        "2 days,P2D",
        "1 week,P7D",
        "2w,P14D",
        "5 min,PT5M",
        "5mins,PT5M",
        "30 s,PT30S",
        "30sec,PT30S",
        "1.5 h,PT90M",
        "0.5 days,PT12H",
        "10 SECONDS,PT10S",
        " 3 hrs ,PT3H",
        "7m,PT7M",
        "1.2 s,PT2S",
        "PT1H30M,PT1H30M",
        "P1D,P1D",
        "P1DT2H,P1DT2H",
        "P2W,P14D",
        "pt90s,PT90S",
        "PT0.5H,PT30M",
        "P1W2DT3H4M5S,P9DT3H4M5S",
        "0 s,PT0S",
    })
    void durations_are_read_in_all_forms_that_people_use(String text, Duration expected) {
        assertThat(Durations.parse(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "90",
                "h",
                "1 fortnight",
                "2 months",
                "1 year",
                "-1h",
                "+1h",
                "1h30m",
                "1 h 30 m",
                "1,5 h",
                "1e3 s",
                ".5h",
                "5.h",
                "1..2h",
                "P",
                "PT",
                "P1",
                "P1H",
                "PT1D",
                "P1Y",
                "P1M",
                "PT1M1H",
                "P1DT",
                "PT1.5H30M",
                "PTT1H",
                "1 hour of work",
                "99999999999 weeks",
                "NaN h",
                "١ h",
                "1h\u0000",
            })
    void what_is_no_duration_is_none(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT90M,90 minutes",
        "PT1H,1 hour",
        "P1D,1 day",
        "P14D,2 weeks",
        "PT61S,61 seconds",
        "PT1M,1 minute",
        "PT0S,0 seconds",
    })
    void a_duration_is_written_in_the_largest_unit_that_divides_it(Duration duration, String expected) {
        assertThat(Durations.text(duration)).isEqualTo(expected);
        assertThat(Durations.parse(expected)).hasValue(duration);
    }
}
