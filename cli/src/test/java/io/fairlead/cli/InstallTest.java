package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.profile.Profile;
import io.fairlead.cli.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InstallTest {
    private final Typed typed = new Typed();

    @TempDir
    Path folder;

    private static Stream<Profile> systems() {
        return Profiles.all().stream();
    }

    private int install(Profile profile, String... more) {
        Stream<String> words = Stream.of("install-commands", "--system", profile.system(), "--to", folder.toString());
        return typed.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private List<Path> links(Profile profile) {
        return profile.programs().stream().map(folder::resolve).toList();
    }

    @ParameterizedTest
    @MethodSource("systems")
    void every_name_of_a_system_becomes_a_link_and_goes_again(Profile profile) {
        assertThat(install(profile)).isZero();
        assertThat(typed.out().lines())
                .containsExactlyElementsOf(
                        links(profile).stream().map(Path::toString).toList());
        assertThat(links(profile))
                .allSatisfy(link -> assertThat(Files.readSymbolicLink(link)).isEqualTo(typed.launcher));

        assertThat(install(profile)).as("once more").isZero();
        assertThat(install(profile, "--remove")).isZero();
        assertThat(folder).isEmptyDirectory();
        assertThat(install(profile, "--remove")).isZero();
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("systems")
    void what_is_not_ours_is_named_and_nothing_is_changed(Profile profile) throws IOException {
        Path last = links(profile).getLast();
        Files.createSymbolicLink(last, Path.of("/bin/true"));

        assertThat(install(profile)).isEqualTo(1);

        assertThat(typed.err())
                .contains(last + " is there and is no link to fairlead")
                .contains("E-NAME-TAKEN");
        assertThat(typed.out()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(last);
        }
        assertThat(install(profile, "--remove")).isEqualTo(1);
        assertThat(Files.exists(last, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void a_link_to_an_installation_that_is_gone_is_made_anew() throws IOException {
        Profile profile = Profiles.all().getFirst();
        Files.createSymbolicLink(links(profile).getFirst(), Path.of("/gone/lib/fairlead"));

        assertThat(install(profile)).isZero();

        assertThat(Files.readSymbolicLink(links(profile).getFirst())).isEqualTo(typed.launcher);
    }

    @Test
    void a_folder_that_is_not_there_and_an_unknown_system_are_refused_by_name() {
        assertThat(typed.run("install-commands", "--system", "slices", "--to", folder + "/none"))
                .isEqualTo(1);
        assertThat(typed.err()).contains(folder + "/none/slices could not be changed: there is no such folder");
        assertThat(typed.run("install-commands", "--system", "slice", "--to", folder.toString()))
                .isEqualTo(2);
        assertThat(typed.err()).contains("did you mean slices?");
        assertThat(typed.run("install-commands", "--system", "slices")).isEqualTo(2);
        assertThat(typed.err()).contains("--to is missing");
    }

    @Test
    void no_two_systems_share_a_name() {
        assertThat(Profiles.all().stream().flatMap(it -> it.programs().stream()))
                .doesNotHaveDuplicates()
                .doesNotContain("fairlead");
    }
}
