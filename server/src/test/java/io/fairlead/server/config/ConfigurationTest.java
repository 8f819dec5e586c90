package io.fairlead.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.Scope;
import io.fairlead.core.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {
    private static final Surroundings ROOT = new Surroundings(0, "/root", Map.of());
    private static final Path FILE = Path.of("fairlead.yaml");

    private static Configuration read(String yaml) {
        return Configuration.parse(FILE, yaml.getBytes(StandardCharsets.UTF_8), ROOT);
    }

    private static Settings good(String yaml) {
        Configuration configuration = read(yaml);
        assertThat(configuration.findings().problems()).isEmpty();
        return configuration.settings().orElseThrow();
    }

    private static List<String> mistakes(String yaml) {
        Configuration configuration = read(yaml);
        assertThat(configuration.settings()).isEmpty();
        return configuration.findings().problems().stream()
                .map(it -> it.code() + " " + it.path() + " " + it.position())
                .toList();
    }

    @Test
    void frameworks_are_names_of_images_or_come_from_mlcs_catalogue(@TempDir Path folder) throws IOException {
        assertThat(good("frameworks:\n  jax: vendor/jax:1\n  pytorch: {2.9.1: vendor/t:b, '2.8': vendor/t:a}\n")
                        .frameworks()
                        .all())
                .extracting(it -> it.word() + " " + it.image())
                .containsExactly("jax vendor/jax:1", "pytorch:2.9.1 vendor/t:b", "pytorch:2.8 vendor/t:a");
        Path catalogue = Files.writeString(folder.resolve("ml_images.repo"), "Pytorch, 2.9, [CUDA_ADA], vendor/t:b\n");
        assertThat(good("frameworks: " + catalogue + "\n").frameworks().find("pytorch"))
                .isPresent();
        assertThat(mistakes("frameworks:\n  'a b': Not An Image\n  jax: {}\n  x: 7\n"))
                .containsExactly(
                        "E-CONFIG-NAME frameworks.a b 2:10",
                        "E-CONFIG-IMAGE frameworks.a b 2:10",
                        "E-VALUE-TYPE frameworks.x 4:6");
        assertThat(mistakes("frameworks: " + folder.resolve("none") + "\n"))
                .containsExactly("E-CONFIG-UNREADABLE frameworks 1:13");
    }

    private static Volume volume(Settings settings, String name) {
        return settings.volumes().named(name).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n  \n", "# nothing\n", "access:\n", "{}", "volumes: {}"})
    void a_file_that_says_nothing_is_the_defaults(String yaml) {
        assertThat(good(yaml)).isEqualTo(Settings.defaults(ROOT));
    }

    @Test
    void without_a_file_the_defaults_hold_and_a_named_one_must_be_there(@TempDir Path folder) {
        var surroundings = new Surroundings(1001, folder.toString(), Map.of());

        Configuration usual = Configuration.load(Optional.empty(), surroundings);
        Configuration named = Configuration.load(Optional.of(folder.resolve("x.yaml")), surroundings);

        assertThat(usual.settings()).contains(Settings.defaults(surroundings));
        assertThat(usual.found()).isFalse();
        assertThat(named.findings().problems()).extracting(Problem::code).containsExactly("E-CONFIG-MISSING");
    }

    @Test
    void root_serves_the_machine_and_a_user_serves_themselves() {
        var user = new Surroundings(1001, "/home/alice", Map.of("XDG_RUNTIME_DIR", "/run/user/1001"));

        assertThat(Places.defaults(ROOT))
                .isEqualTo(new Places(
                        Path.of("/var/lib/fairlead"),
                        Path.of("/run/fairlead"),
                        Path.of("/run/fairlead/fairlead.sock"),
                        Path.of("/srv/fairlead")));
        assertThat(Places.defaults(user))
                .isEqualTo(new Places(
                        Path.of("/home/alice/.local/state/fairlead"),
                        Path.of("/run/user/1001/fairlead"),
                        Path.of("/run/user/1001/fairlead/fairlead.sock"),
                        Path.of("/home/alice/.local/share/fairlead/volumes")));
        assertThat(Places.configuration(user)).hasToString("/home/alice/.config/fairlead/fairlead.yaml");
    }

    @Test
    void everything_that_is_written_is_read() {
        Settings settings = good("""
                stateFolder: /data/state
                runFolder: /run/second
                volumesFolder: /data/volumes
                network: none
                node:
                  name: dgx1
                  cores: 12.5
                  memoryGb: 100
                  features: [fast, a100]
                  simulatedGpus:
                    - {model: NVIDIA L4, count: 2, memoryGb: 24}
                    - {model: NVIDIA A100, memoryGb: 80, mig: [3g.40gb, 1g.10gb]}
                  simulatedCuda: "12.4"
                access: {admins: [alice, "@ops"], groups: students}
                jobs: {livePerUser: 7, rootMaySubmit: true, pids: 100, openFiles: 512, engineLogMb: 1, keptLogMb: 2}
                freeSpace: {placingPercent: 20, acceptingPercent: 1}
                """);

        assertThat(settings.places().socket()).hasToString("/run/second/fairlead.sock");
        assertThat(settings.network()).isEqualTo(Network.NONE);
        assertThat(settings.topology()).isEqualTo(Topology.LOCAL);
        Station.NodeSettings node = settings.stations().getFirst().node();
        assertThat(node.name()).contains("dgx1");
        assertThat(node.cores()).contains(new Cores(12_500));
        assertThat(node.memory()).contains(Bytes.ofGib(100));
        assertThat(node.features()).containsExactly("fast", "a100");
        assertThat(node.simulated())
                .containsExactly(
                        new Station.SimulatedGpus("NVIDIA L4", 2, Bytes.ofGib(24), List.of()),
                        new Station.SimulatedGpus(
                                "NVIDIA A100",
                                1,
                                Bytes.ofGib(80),
                                List.of(new MigProfile(3, 40), new MigProfile(1, 10))));
        assertThat(node.simulatedCuda()).isEqualTo(new CudaVersion(12, 4));
        assertThat(settings.access().adminLogins()).containsExactly("alice");
        assertThat(settings.access().adminGroups()).containsExactly("ops");
        assertThat(settings.access().groups()).containsExactly("students");
        assertThat(settings.admission()
                        .limits()
                        .defaults()
                        .user()
                        .submitted()
                        .most()
                        .orElseThrow())
                .isEqualTo(7);
        assertThat(settings.admission().rootMaySubmit()).isTrue();
        assertThat(settings.bounds().pids()).isEqualTo(100);
        assertThat(settings.bounds().openFiles()).isEqualTo(512);
        assertThat(settings.bounds().engineLog()).isEqualTo(Bytes.ofMib(1));
        assertThat(settings.bounds().keptLog()).isEqualTo(Bytes.ofMib(2));
        assertThat(settings.floors().placing()).isEqualTo(200);
        assertThat(settings.floors().accepting()).isEqualTo(10);
    }

    @Test
    void every_key_of_the_table_is_read_by_some_reader() throws IOException {
        Path sources = Path.of("src/main/java/io/fairlead/server/config");
        String readers = "";
        for (String name : List.of(
                "SettingsReader",
                "ClustersReader",
                "NodeReader",
                "VolumesReader",
                "LimitsReader",
                "SharesReader",
                "FrameworksReader")) {
            readers += Files.readString(sources.resolve(name + ".java"));
        }
        for (Section section : Section.ALL) {
            assertThat(section.names()).allSatisfy(assertIn(readers));
        }
    }

    private static Consumer<String> assertIn(String readers) {
        return key -> assertThat(readers).contains("\"" + key + "\"");
    }

    @Test
    void all_mistakes_come_at_once_with_their_places_and_what_was_meant() {
        String yaml = """
                netwrok: none
                network: briddge
                jobs:
                  pids: 0
                  livePerUser: "many"
                access: {admin: [x]}
                volumes:
                  Data: {root: /x}
                  sets: {root: raid}
                  keys: {root: /etc/ssl}
                  both: {root: /x, s3Bucket: y}
                  none: {speed: fast}
                  store: {s3Bucket: y}
                  other: {s3Endpoint: "ftp://x"}
                  odd: {root: /x/y, mode: "999"}
                """;

        assertThat(mistakes(yaml))
                .containsExactly(
                        "E-KEY-UNKNOWN netwrok 1:1",
                        "E-WORD-UNKNOWN network 2:10",
                        "E-NUMBER-RANGE jobs.pids 4:9",
                        "E-NUMBER-UNIT jobs.livePerUser 5:16",
                        "E-KEY-UNKNOWN access.admin 6:10",
                        "E-CONFIG-NAME volumes.Data 8:9",
                        "E-CONFIG-ROOT volumes.sets.root 9:16",
                        "E-CONFIG-ROOT volumes.keys.root 10:16",
                        "E-CONFIG-TWO-ROOTS volumes.both 11:9",
                        "E-CONFIG-NO-ROOT volumes.none 12:9",
                        "E-CONFIG-ENDPOINT volumes.store 13:10",
                        "E-CONFIG-ENDPOINT volumes.other.s3Endpoint 14:23",
                        "E-CONFIG-MODE volumes.odd.mode 15:27");
        assertThat(read(yaml).findings().problems().getFirst().message()).contains("did you mean network?");
        assertThat(read(yaml).findings().problems())
                .allSatisfy(it -> assertThat(it.fix()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sites: {a: {clusters: 0-9}, b: {clusters: 5-7}}        | E-CONFIG-RANGES-MEET sites.b",
                "sites: {a: {clusters: 9-1}}                            | E-CONFIG-CLUSTER-RANGE sites.a.clusters",
                "sites: {Ghent: {}}                                     | E-CONFIG-NAME sites.Ghent",
                "sites: {scratch: {}}                                   | E-CONFIG-NAME sites.scratch",
                "sites: {a: {}, b: {}}                                  | E-CONFIG-CLUSTERS-NEEDED sites",
                "clusters: [{id: 1}, {id: 1, name: x}]                  | E-CONFIG-TWICE clusters[1].id",
                "clusters: [{id: 1, name: x}, {id: 2, name: x}]         | E-CONFIG-TWICE clusters[1].name",
                "clusters: [{name: x}]                                  | E-KEY-MISSING clusters[0].id",
                "clusters: [{id: 1, name: '7'}]                         | E-CONFIG-NAME clusters[0].name",
                "{sites: {a: {}}, clusters: [{id: 1, site: b}]}         | E-CONFIG-SITE-UNKNOWN clusters[0].site",
                "{sites: {a: {}, b: {}}, clusters: [{id: 1}]}           | E-CONFIG-SITE-NEEDED clusters[0]",
                "{sites: {a: {clusters: 1}, b: }, clusters: [{id: 1, site: b}]} | E-CONFIG-SITE-CONTRADICTS clusters[0].site",
                "{clusters: [{id: 1}], clusterAliases: {4: 2}}          | E-CONFIG-ALIAS clusterAliases.4",
                "{clusters: [{id: 1}, {id: 2}], clusterAliases: {2: 1}} | E-CONFIG-ALIAS-HIDDEN clusterAliases.2",
                "clusterAliases: {2: 0}                                 | E-CONFIG-ALIAS clusterAliases.2",
                "node: {simulatedCuda: '12'}                            | E-CONFIG-CUDA node.simulatedCuda",
                "node: {simulatedGpus: [{model: x, memoryGb: 80, mig: [1g.10]}]}      | E-CONFIG-MIG-PROFILE node.simulatedGpus[0].mig[0]",
                "node: {simulatedGpus: [{model: x, memoryGb: 80, mig: [4g.40gb, 4g.40gb]}]} | E-CONFIG-MIG-SLICES node.simulatedGpus[0].mig",
                "node: {simulatedGpus: [{model: x, memoryGb: 80, count: 65}]}         | E-CONFIG-DEVICES node.simulatedGpus",
                "node: {simulatedGpus: [{model: x}]}                    | E-KEY-MISSING node.simulatedGpus[0].memoryGb",
                "stateFolder: var                                       | E-CONFIG-PATH stateFolder",
                "freeSpace: {placingPercent: 3, acceptingPercent: 4}    | E-CONFIG-FLOORS freeSpace.acceptingPercent",
                "volumes: {a: {root: /x}, b: {root: //x/}}              | E-CONFIG-TWICE volumes.b",
                "volumes: {a: {root: /x, sites: mars}}                  | E-CONFIG-SITE-UNKNOWN volumes.a.sites",
                "volumes: {tmpfs: {root: /x}}                           | E-CONFIG-NAME volumes.tmpfs",
                "volumes: {a: {root: /var/lib/fairlead/x}}              | E-CONFIG-ROOT volumes.a.root",
                "[]                                                     | E-VALUE-TYPE ",
                "a: &b 1                                                | E-YAML-FEATURE "
            })
    void a_contradiction_is_refused_where_it_stands(String yaml, String mistake) {
        assertThat(mistakes(yaml)).hasSize(1).first().asString().startsWith(mistake == null ? "" : mistake);
    }

    @Test
    void the_sample_of_three_sites_has_the_six_rows_of_storage() throws IOException {
        Settings settings = good(Files.readString(Path.of("../examples/site/slices.yaml")));

        assertThat(settings.topology().sites().stream().map(Object::toString))
                .containsExactly("ghent (clusters 0–99)", "antwerp (clusters 100–199)", "madrid (clusters 200–299)");
        assertThat(settings.stations().stream().map(it -> it.cluster().site()))
                .containsExactly("ghent", "antwerp", "madrid");
        assertThat(settings.topology().aliases()).containsEntry(4, new ClusterId(0));
        assertThat(settings.volumes().volumes().stream().map(Volume::shown))
                .containsExactlyInAnyOrder(
                        "home",
                        "/workspace",
                        "/project_ghent",
                        "/project_antwerp",
                        "/project_madrid",
                        "/project_scratch",
                        "tmpfs",
                        "buckets");
        assertThat(volume(settings, "project_ghent").promiseWords())
                .isEqualTo("kept, shared by the clusters of a site, backed up, speed: network, 1 GB/s");
        assertThat(volume(settings, "project_ghent").sites()).containsExactly("ghent");
        assertThat(volume(settings, "buckets").backing())
                .isEqualTo(new Backing.ObjectStore(Optional.empty(), "https://s3.example.org", "us-east-1"));
        assertThat(volume(settings, "project_scratch").scope()).isEqualTo(Scope.NODE);
        assertThat(settings.volumes().anyShare()).isFalse();
    }

    @Test
    void the_sample_of_one_server_admits_a_folder_by_its_own_path() throws IOException {
        Settings settings = good(Files.readString(Path.of("../examples/site/one-server.yaml")));

        assertThat(volume(settings, "datasets").path()).contains("/raid/public/my_datasets");
        assertThat(volume(settings, "project_scratch").path()).contains("/project_scratch");
        assertThat(volume(settings, "project_scratch").backing())
                .isInstanceOfSatisfying(
                        Backing.Folders.class, it -> assertThat(it.mode()).isEqualTo(02770));
        assertThat(settings.topology()).isEqualTo(Topology.LOCAL);
        assertThat(settings.volumes().anyShare()).isTrue();
    }

    @Test
    void config_check_prints_the_mistakes_or_what_holds(@TempDir Path folder) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "jobs: {pids: none}\n");

        assertThat(checked(bad.toString()))
                .startsWith("2\n" + bad + ":1:14: jobs.pids: ")
                .contains("\n  fix: ");
        assertThat(checked("../examples/site/slices.yaml"))
                .startsWith("0\n")
                .contains("slices.yaml: ok")
                .contains(
                        "cluster 100: antwerp-l4 at antwerp, docker at /var/run/docker.sock, SIMULATED: 2 x NVIDIA L4")
                .contains("clusters 0, 100, 200 share one engine")
                .contains("administer: root, @sysadmins");
        assertThat(checked("a", "b")).startsWith("2\nusage:");
    }

    private static String checked(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = ConfigCheck.run(List.of(arguments), ROOT, out, out);
        return code + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void limits_in_our_own_words_are_four_layers() {
        LimitTable table = good("""
                        jobs: {livePerUser: 50}
                        limits:
                          defaults: {job: {gpus: 1, runTime: 24 hours, idleTime: 30 minutes}, user: {containers: 3}}
                          groups:
                            researcher:
                              members: [alice, bob]
                              job: {gpus: 3, memoryGb: 64, shmGb: 8, tmpfsGb: 16, cpus: 1.5}
                              user: {gpus: 4, memoryGb: 320, tmpfsGb: 32, cpus: 240, containers: unlimited}
                            student: {}
                          defaultGroup: student
                          projects: {birds: {job: {gpus: 2}}}
                          users: {alice: {user: {submitted: 7}}}
                        """).admission().limits();

        assertThat(table.groupOf("alice")).contains("researcher");
        assertThat(table.groupOf("eve")).contains("student");
        Limits alice = table.of("alice", "birds");
        assertThat(alice.job().gpus().by()).isEqualTo("project birds");
        assertThat(alice.job().memory().most()).contains(Bytes.ofGib(64));
        assertThat(alice.job().tmpfs().most()).contains(Bytes.ofGib(16));
        assertThat(alice.user().tmpfs())
                .isEqualTo(Bound.of(Bytes.ofGib(32), new LimitSource(LimitSource.Layer.GROUP, "researcher")));
        assertThat(alice.job().runTime().most()).contains(Duration.ofHours(24));
        assertThat(alice.job().idle().most()).contains(Duration.ofMinutes(30));
        assertThat(alice.user().containers().most()).isEmpty();
        assertThat(alice.user().containers().by()).isEqualTo("group researcher");
        assertThat(alice.user().submitted().most()).contains(7);
        assertThat(table.of("bob", "bob").user().submitted().most()).contains(50);
    }

    @Test
    void how_long_nobody_is_preempted_is_bounded_and_the_bound_is_not_below_what_holds_for_all() {
        Quotas plain = good("shares: {quotas: {birds: {gpus: 1}}}").shares().quotas();
        assertThat(plain.minDurationMost()).isEqualTo(Duration.ofDays(7));
        Quotas longer = good("shares: {minDuration: 30 days}").shares().quotas();
        assertThat(longer.minDuration()).isEqualTo(longer.minDurationMost());
        Quotas both =
                good("shares: {minDuration: 1h, minDurationMost: 2h}").shares().quotas();
        assertThat(both.minDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(both.minDurationMost()).isEqualTo(Duration.ofHours(2));
        assertThat(mistakes("shares: {minDuration: 3h, minDurationMost: 2h}"))
                .containsExactly("E-CONFIG-DURATION-RANGE shares.minDuration 1:23");
    }

    @Test
    void shares_are_read_over_the_defaults_and_every_mistake_in_them_is_found() {
        assertThat(good("shares: {weights: {birds: 3}}").shares())
                .isEqualTo(new Shares(Shares.DEFAULT.halfLife(), Shares.DEFAULT.ageing(), Map.of("birds", 3)));
        assertThat(good("shares: {backfill: conservative}").shares())
                .isEqualTo(Shares.DEFAULT.with(Backfill.CONSERVATIVE));
        assertThat(good("shares: {halfLife: 2 days, ageing: 6h}").shares())
                .isEqualTo(new Shares(Duration.ofDays(2), Duration.ofHours(6), Map.of()));
        assertThat(mistakes("""
                        shares:
                          halfLife: 5 minutes
                          ageing: 24
                          half: 2
                          backfill: fifo
                          weights: {birds: 0, fish: many}
                        """))
                .containsExactlyInAnyOrder(
                        "E-CONFIG-DURATION-RANGE shares.halfLife 2:13",
                        "E-CONFIG-DURATION shares.ageing 3:11",
                        "E-KEY-UNKNOWN shares.half 4:3",
                        "E-WORD-UNKNOWN shares.backfill 5:13",
                        "E-NUMBER-RANGE shares.weights.birds 6:20",
                        "E-NUMBER-UNIT shares.weights.fish 6:29");
    }

    @Test
    void mistakes_in_limits_are_found() {
        assertThat(mistakes("""
                        limits:
                          default: {}
                          defaults: {job: {gpu: 1, memoryGb: 64g, runTime: 24}}
                          groups: {a: {members: [x]}, b: {members: [x]}}
                          defaultGroup: c
                        """))
                .containsExactly(
                        "E-KEY-UNKNOWN limits.default 2:3",
                        "E-KEY-UNKNOWN limits.defaults.job.gpu 3:20",
                        "E-NUMBER-UNIT limits.defaults.job.memoryGb 3:38",
                        "E-CONFIG-DURATION limits.defaults.job.runTime 3:52",
                        "E-CONFIG-TWICE limits.groups.b.members[0] 4:45",
                        "E-CONFIG-GROUP-UNKNOWN limits.defaultGroup 5:17");
    }

    @Test
    void limits_are_read_from_ds01s_file_with_what_lies_beside_it(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("resource-limits.yaml");
        Files.writeString(file, "defaults: {max_cpus: 32}\ngroups: {staff: {max_cpus: 48}}\nmonitoring: {}\n");
        Files.writeString(Files.createDirectories(folder.resolve("groups")).resolve("staff.members"), "alice\n");

        Configuration read = read("limits: " + file + "\n");

        LimitTable table = read.settings().orElseThrow().admission().limits();
        assertThat(table.of("alice", "").job().cpus().most()).contains(Cores.of(48));
        assertThat(table.of("bob", "").job().cpus().most()).contains(Cores.of(32));
        assertThat(table.of("bob", "").user().submitted().most()).contains(LimitTable.SUBMITTED_DEFAULT);
        assertThat(read.findings().notices()).extracting(Problem::code).containsExactly("N-DS01-NO-EFFECT");
        Files.writeString(file, "defaults: {max_cpu: 32}\n");
        assertThat(read("limits: " + file).findings().problems().getFirst().message())
                .startsWith(file + ":1:")
                .contains("max_cpus");
        assertThat(mistakes("limits: " + folder.resolve("none.yaml")))
                .containsExactly("E-CONFIG-UNREADABLE limits 1:9");
        assertThat(mistakes("limits: none.yaml")).containsExactly("E-CONFIG-PATH limits 1:9");
    }
}
