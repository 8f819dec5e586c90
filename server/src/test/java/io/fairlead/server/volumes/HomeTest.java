package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.images.ImageLooks.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HomeTest {
    private static ResolvedMount at(String path) {
        return new ResolvedMount.Tmpfs(path, Bytes.ofMib(1));
    }

    @Test
    void a_bare_home_of_root_is_the_users_too_unless_something_else_is_mounted_there() {
        assertThat(Home.of("alice", List.of(), true).targets()).containsExactly("/home/alice", "/root");
        assertThat(Home.of("alice", List.of(), false).targets()).containsExactly("/home/alice");
        assertThat(Home.of("alice", List.of(at("/root")), true).targets()).containsExactly("/home/alice");
    }

    @Test
    void only_what_lies_in_the_image_itself_must_be_open() {
        List<ResolvedMount> mounts = List.of(at("/root/data"), at("/data/in"), at("/data"), at("/dat"));
        Home home = Home.of("alice", mounts, true);

        assertThat(home.places(mounts, List.of(), Optional.of("/data/in/src")))
                .containsExactly(
                        new Place("/home/alice", true),
                        new Place("/root", true),
                        new Place("/data", true),
                        new Place("/dat", true));
        assertThat(home.places(mounts, List.of(), Optional.of("/datas"))).contains(new Place("/datas", false));
    }
}
