package io.fairlead.server.control;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.ContainerName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** For whom a job runs, for which project, and as whom. */
record Ownership(Accounts accounts) {
    private static final FieldPath DOCKER = FieldPath.of("request", "docker");

    static Submitter submitter(Account account) {
        List<Long> groups = new ArrayList<>();
        for (int gid : account.groups()) {
            if (gid != account.gid()) {
                groups.add((long) gid);
            }
        }
        Collections.sort(groups);
        return new Submitter(account.uid(), account.name(), account.gid(), groups, account.home());
    }

    Project project(Account account, JobDefinition definition, List<Problem> problems)
            throws IOException, InterruptedException {
        Project own = ownProject(account);
        if (definition.project().isEmpty() || definition.project().get().equals(own.name())) {
            return own;
        }
        String wanted = definition.project().get();
        Optional<Integer> gid = accounts.groupNamed(wanted).filter(account.groups()::contains);
        if (gid.isEmpty()) {
            problems.add(ControlProblems.PROJECT_NOT_YOURS.problem(
                    FieldPath.of("project"), wanted, "project", wanted, "user", account.name(), "own", own.name()));
            return own;
        }
        return new Project(gid.get(), wanted);
    }

    Project ownProject(Account account) throws IOException, InterruptedException {
        return new Project(
                account.gid(), accounts.groupName(account.gid()).orElseGet(() -> Integer.toString(account.gid())));
    }

    /** A job runs as its owner, with the owner's groups: a definition may say so, and nothing else. */
    void whoItRunsAs(Account account, JobDefinition definition, List<Problem> problems)
            throws IOException, InterruptedException {
        definition
                .docker()
                .user()
                .filter(user -> !List.of(
                                account.name(),
                                Integer.toString(account.uid()),
                                account.uid() + ":" + account.gid(),
                                ContainerName.of(account.name()))
                        .contains(user))
                .ifPresent(user -> problems.add(ControlProblems.OTHER_USER.problem(
                        DOCKER.key("user"), user, "user", user, "own", account.name())));
        List<String> groups = definition.docker().groupAdd();
        for (int i = 0; i < groups.size(); i++) {
            String group = groups.get(i);
            Optional<Integer> gid = group.chars().allMatch(Character::isDigit)
                    ? account.groups().stream()
                            .filter(own -> Integer.toString(own).equals(group))
                            .findFirst()
                    : accounts.groupNamed(group).filter(account.groups()::contains);
            if (gid.isEmpty()) {
                problems.add(ControlProblems.GROUP_NOT_YOURS.problem(
                        DOCKER.key("groupAdd").index(i), group, "group", group, "user", account.name()));
            }
        }
    }
}
