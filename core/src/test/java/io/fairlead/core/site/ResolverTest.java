package io.fairlead.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.Cluster;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ClusterRange;
import io.fairlead.core.cluster.Site;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.ClusterRef;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.FolderPattern;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.Making.RootFolder;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.Promise;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.Scope;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResolverTest {
    private static final Submitter ALICE = new Submitter(1001, "alice", 1001, List.of(), "/home/alice");
    private static final Project VISION = new Project(2000, "vision");
    private static final Requester FOR_ALICE = new Requester(ALICE, VISION, "/home/alice");

    private static final Topology THREE_SITES = new Topology(
            true,
            List.of(site("ghent", 0, 99), site("antwerp", 100, 199), site("madrid", 200, 299)),
            List.of(cluster(0, "ghent"), cluster(100, "antwerp"), cluster(200, "madrid")),
            new TreeMap<>(Map.of(4, new ClusterId(0))));

    private static final VolumeTable SLICES = VolumeTable.shipped(THREE_SITES.siteNames(), false, "/srv/fairlead")
            .with(List.of(
                    new Volume(
                            "buckets",
                            Optional.empty(),
                            Scope.GLOBAL,
                            List.of("ghent", "antwerp"),
                            new Backing.ObjectStore(Optional.of("vision"), "https://s3.example.org", "us-east-1"),
                            new Promise(true, "network", true)),
                    new Volume(
                            "sets",
                            Optional.of("/raid/public"),
                            Scope.SITE,
                            List.of("ghent"),
                            Backing.Folders.at(FolderPattern.of("/raid/public")),
                            Promise.KEPT)));

    private static final VolumeTable SHIPPED = VolumeTable.shipped(List.of("local"), true, "/srv/fairlead");

    private static Site site(String name, int first, int last) {
        return new Site(name, Optional.of(new ClusterRange(first, last)));
    }

    private static Cluster cluster(int id, String site) {
        return new Cluster(new ClusterId(id), site + "-gpu", site);
    }

    private static StorageEntry path(String path) {
        return new StorageEntry.VolumePath(path, new MountTarget(path), false);
    }

    private static StorageEntry path(String path, String target) {
        return new StorageEntry.VolumePath(path, new MountTarget(target), false);
    }

    private static StorageEntry named(String volume, String subPath) {
        return new StorageEntry.NamedVolume(volume, subPath, new MountTarget("/data"), false);
    }

    private static JobDefinition job(List<ClusterRef> clusters, StorageEntry... storage) {
        Resources all = Resources.of(Cores.of(1), Gpus.ZERO, Bytes.ofGib(1));
        Resources resources = new Resources(
                all.cpus(),
                all.gpus(),
                all.memory(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clusters,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        DockerRequest docker = DockerRequest.of(ImageReference.parse("debian:12"), new Command.ImageDefault());
        return JobDefinition.of("birds-r50", resources, docker.withStorage(List.of(storage)));
    }

    private static Resolved atSlices(JobDefinition job) {
        return new Resolver(THREE_SITES, SLICES).resolve(job, FOR_ALICE);
    }

    private static Resolved unconfigured(JobDefinition job) {
        return new Resolver(Topology.LOCAL, SHIPPED).resolve(job, FOR_ALICE);
    }

    private static List<ClusterRef> clusters(int... numbers) {
        return Arrays.stream(numbers)
                .<ClusterRef>mapToObj(ClusterRef.Numbered::new)
                .toList();
    }

    private static List<String> sites(Resolved resolved) {
        return resolved.mounts().stream().map(SiteMounts::site).toList();
    }

    private static ResolvedMount.Folder only(Resolved resolved) {
        assertThat(resolved.findings().problems()).isEmpty();
        return (ResolvedMount.Folder) resolved.mounts().getFirst().mounts().getFirst();
    }

    private static List<String> codes(Resolved resolved) {
        return resolved.findings().problems().stream().map(Problem::code).toList();
    }

    private static List<String> notices(Resolved resolved) {
        return resolved.findings().notices().stream().map(Problem::code).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "/project_ghent, ghent",
        "/project_antwerp, antwerp",
        "/project_madrid, madrid",
        "/project_scratch, ghent antwerp madrid",
        "/home/alice/notes, ghent antwerp madrid"
    })
    void storage_decides_at_which_sites_a_job_can_run(String path, String sites) {
        Resolved resolved = atSlices(job(List.of(), path(path)));

        assertThat(sites(resolved)).containsExactly(sites.split(" "));
        assertThat(resolved.clusters()).isEmpty();
        assertThat(resolved.findings().notices()).isEmpty();
    }

    @Test
    void a_job_without_storage_can_run_anywhere() {
        assertThat(sites(atSlices(job(List.of())))).containsExactly("ghent", "antwerp", "madrid");
    }

    @Test
    void a_share_is_the_projects_own_folder_of_the_site_and_is_made_when_first_used() {
        ResolvedMount.Folder share = only(atSlices(job(List.of(), path("/project_ghent/sets/birds", "/data"))));

        assertThat(share)
                .isEqualTo(new ResolvedMount.Folder(
                        "project_ghent",
                        "/srv/fairlead/ghent/vision",
                        "sets/birds",
                        "/data",
                        false,
                        new Making(Optional.of(new RootFolder("/srv/fairlead", 0, 2000, 02770)), true)));
    }

    @Test
    void scratch_is_the_projects_own_on_every_node() {
        ResolvedMount.Folder scratch = only(atSlices(job(List.of(), path("/project_scratch"))));

        assertThat(scratch.root()).isEqualTo("/srv/fairlead/scratch/vision");
        assertThat(scratch.making().root()).contains(new RootFolder("/srv/fairlead/scratch", 0, 2000, 02770));
    }

    @Test
    void a_share_and_a_cluster_of_another_site_are_refused_with_the_share_that_would_do() {
        Resolved resolved = atSlices(job(clusters(100), path("/tmp2", "/t"), path("/project_ghent")));

        assertThat(codes(resolved)).containsExactly("E-HOST-PATH", "E-VOLUME-ELSEWHERE");
        Problem elsewhere = resolved.findings().problems().getLast();
        assertThat(elsewhere.path()).hasToString("request.docker.storage[1]");
        assertThat(elsewhere.message())
                .isEqualTo("/project_ghent is at ghent (clusters 0–99), and cluster 100 is at antwerp");
        assertThat(elsewhere.fix())
                .isEqualTo("mount /project_antwerp instead, or ask for a cluster of ghent (clusters 0–99)");
        assertThat(resolved.mounts()).isEmpty();
    }

    @Test
    void storage_of_two_sites_together_is_refused_naming_both() {
        Resolved resolved =
                atSlices(job(List.of(), path("/project_ghent"), path("/project_scratch"), path("/project_madrid")));

        assertThat(codes(resolved)).containsExactly("E-VOLUMES-APART");
        assertThat(resolved.findings().problems().getFirst().message())
                .isEqualTo("no site has all of this storage: /project_ghent is at ghent (clusters 0–99),"
                        + " /project_madrid is at madrid (clusters 200–299)");
    }

    @Test
    void of_several_clusters_those_at_the_storage_are_left() {
        Resolved resolved = atSlices(job(clusters(0, 100), path("/project_antwerp")));

        assertThat(resolved.clusters()).containsExactly(new ClusterId(0), new ClusterId(100));
        assertThat(sites(resolved)).containsExactly("antwerp");
    }

    @Test
    void an_unknown_cluster_is_refused_with_those_there_are_and_an_old_number_is_mapped() {
        Resolved unknown = atSlices(job(clusters(7), path("/project_ghent")));
        Resolved old = atSlices(job(clusters(4), path("/project_ghent")));
        Resolved byName = atSlices(job(List.of(new ClusterRef.Named("madrid-gpu"))));

        assertThat(codes(unknown)).containsExactly("E-CLUSTER-UNKNOWN");
        assertThat(unknown.findings().problems().getFirst().message())
                .isEqualTo("there is no cluster 7; there are 0 (ghent-gpu, ghent), 100 (antwerp-gpu, antwerp),"
                        + " 200 (madrid-gpu, madrid)");
        assertThat(old.clusters()).containsExactly(new ClusterId(0));
        assertThat(notices(old)).containsExactly("N-CLUSTER-ALIAS");
        assertThat(byName.clusters()).containsExactly(new ClusterId(200));
    }

    @Test
    void without_configuration_another_cluster_and_any_share_are_served_here_with_a_notice() {
        Resolved resolved = unconfigured(job(clusters(4), path("/project_ghent"), path("/project_madrid")));

        assertThat(notices(resolved)).containsExactly("N-CLUSTER-HERE", "N-SHARE-HERE", "N-SHARE-HERE");
        assertThat(only(resolved).root()).isEqualTo("/srv/fairlead/ghent/vision");
        assertThat(resolved.clusters()).containsExactly(ClusterId.LOCAL);
        assertThat(sites(resolved)).containsExactly("local");
    }

    @Test
    void without_configuration_the_local_names_need_no_notice() {
        Resolved resolved = unconfigured(job(clusters(0), path("/project_local"), path("/project_scratch")));

        assertThat(notices(resolved)).isEmpty();
        assertThat(only(resolved).root()).isEqualTo("/srv/fairlead/local/vision");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/raid/publicity",
                "/raid",
                "/project_ghent2",
                "/project_scratch2/x",
                "/home/alice2",
                "/home",
                "/etc/shadow",
                "/srv/fairlead/ghent/other",
                "/var/run/docker.sock"
            })
    void any_other_path_of_the_host_is_refused_by_component(String path) {
        assertThat(codes(atSlices(job(List.of(), path(path, "/x"))))).containsExactly("E-HOST-PATH");
    }

    @Test
    void a_refused_path_comes_with_the_line_that_admits_it() {
        Resolved resolved = unconfigured(job(List.of(), path("/raid/public/My datasets", "/root/dataset")));

        assertThat(resolved.findings().problems().getFirst().fix())
                .endsWith("fairlead volume create my-datasets --root '/raid/public/My datasets'");
    }

    @Test
    void home_and_workspace_are_the_users_own_and_what_is_missing_is_made_as_the_user() {
        Making byUser = new Making(Optional.empty(), true);

        assertThat(only(unconfigured(job(List.of(), named("home", "code")))))
                .isEqualTo(new ResolvedMount.Folder("home", "/home/alice", "code", "/data", false, byUser));
        assertThat(only(unconfigured(job(List.of(), named("workspace", "")))))
                .isEqualTo(new ResolvedMount.Folder(
                        "workspace", "/home/alice", "workspace/birds-r50", "/data", false, byUser));
        assertThat(only(unconfigured(job(List.of(), path("/workspace/src", "/w"))))
                        .subPath())
                .isEqualTo("workspace/birds-r50/src");
    }

    @Test
    void a_read_only_mount_makes_no_folders() {
        var entry = new StorageEntry.VolumePath("/project_ghent/sets", new MountTarget("/sets"), true);

        ResolvedMount.Folder mount = only(atSlices(job(List.of(), entry)));

        assertThat(mount.readOnly()).isTrue();
        assertThat(mount.making().subPath()).isFalse();
    }

    @Test
    void the_share_of_wherever_the_job_lands_is_another_folder_at_each_site() {
        var auto = new StorageEntry.ProjectShareAuto(new MountTarget("/project"), false);

        Resolved resolved = atSlices(job(clusters(100, 200), auto));

        assertThat(resolved.mounts().stream()
                        .map(at -> ((ResolvedMount.Folder) at.mounts().getFirst()).root()))
                .containsExactly("/srv/fairlead/antwerp/vision", "/srv/fairlead/madrid/vision");
    }

    @Test
    void ssh_keys_are_mounted_read_only_in_the_home_of_the_container() {
        Resolved resolved = atSlices(job(List.of(), new StorageEntry.DotSsh(Optional.empty(), false)));

        assertThat(only(resolved))
                .isEqualTo(new ResolvedMount.Folder(
                        "home", "/home/alice", ".ssh", "/home/alice/.ssh", true, Making.NOTHING));
        assertThat(notices(resolved)).containsExactly("N-SSH-READ-ONLY");
    }

    @Test
    void two_entries_at_one_place_are_refused_and_one_inside_another_is_not() {
        Resolved twice = atSlices(job(
                List.of(),
                path("/project_ghent", "/home/alice/.ssh"),
                new StorageEntry.DotSsh(Optional.empty(), true)));
        Resolved inside = atSlices(job(
                List.of(),
                path("/project_ghent"),
                new StorageEntry.Tmpfs(new MountTarget("/project_ghent/cache"), Bytes.ofGib(2))));

        assertThat(codes(twice)).containsExactly("E-STORAGE-SAME-TARGET");
        assertThat(inside.mounts().getFirst().mounts())
                .last()
                .isEqualTo(new ResolvedMount.Tmpfs("/project_ghent/cache", Bytes.ofGib(2)));
    }

    @Test
    void what_can_not_be_mounted_by_name_says_what_to_do_instead() {
        Resolved resolved = atSlices(job(
                List.of(),
                named("buckets", ""),
                new StorageEntry.NamedVolume("tmpfs", "", new MountTarget("/t"), false),
                new StorageEntry.NamedVolume("project_gent", "", new MountTarget("/g"), false)));

        assertThat(codes(resolved)).containsExactly("E-VOLUME-NOT-YET", "E-TMPFS-BY-NAME", "E-VOLUME-UNKNOWN");
        assertThat(resolved.findings().problems())
                .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "home/alice", "/home/../etc"})
    void a_user_without_a_home_has_no_volumes_in_it(String home) {
        var bob = new Requester(new Submitter(7, "bob", 7, List.of(), home), VISION, "/home/bob");

        Resolved resolved = new Resolver(Topology.LOCAL, SHIPPED).resolve(job(List.of(), named("home", "")), bob);

        assertThat(codes(resolved)).containsExactly("E-HOME-NONE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", " ", "x\ny", "a\u2215b", "~", "a\u202Eb"})
    void a_project_whose_name_is_no_folder_name_is_refused(String name) {
        var odd = new Requester(ALICE, new Project(1, name), "/home/alice");

        Resolved resolved = new Resolver(Topology.LOCAL, SHIPPED).resolve(job(List.of(), path("/project_ghent")), odd);

        assertThat(codes(resolved)).containsExactly("E-VOLUME-FOLDER-NAME");
    }

    @Test
    void a_way_that_means_something_to_a_shell_alone_is_refused() {
        assertThat(codes(atSlices(job(List.of(), path("/project_ghent/~/x", "/x")))))
                .containsExactly("E-PATH-TILDE");
    }

    @Test
    void an_administrators_volume_takes_the_place_of_a_shipped_one() {
        VolumeTable table = SHIPPED.with(List.of(new Volume(
                VolumeTable.HOME,
                Optional.of(Volume.HOME_PATH),
                Scope.GLOBAL,
                List.of(),
                Backing.Folders.at(FolderPattern.of("/nfs/home/{user}")),
                Promise.KEPT)));

        Resolved resolved = new Resolver(Topology.LOCAL, table).resolve(job(List.of(), named("home", "x")), FOR_ALICE);

        assertThat(only(resolved).root()).isEqualTo("/nfs/home/alice");
        assertThat(only(resolved).making().root()).contains(new RootFolder("/nfs/home", 1001, 1001, 0700));
    }

    @Test
    void every_volume_says_what_it_promises() {
        assertThat(SLICES.volumes().stream().map(it -> it.shown() + ": " + it.promiseWords()))
                .contains(
                        "/project_ghent: kept, shared by the clusters of a site, not backed up",
                        "/project_scratch: kept, only on the node where it was written, not backed up",
                        "buckets: kept, the same at every site, backed up, speed: network",
                        "tmpfs: gone when the job ends, the job's own, not backed up, speed: memory");
    }
}
