package io.fairlead.server.boot;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.auth.Peer;
import io.fairlead.server.auth.PeerCredentials;
import io.fairlead.server.config.Access;
import io.fairlead.server.http.Identities;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Who is at the other end, and what the configuration lets them do. */
final class Ranks implements Identities {
    private final PeerCredentials credentials;
    private final Accounts accounts;
    private final Access access;
    private final int serverUid;

    Ranks(PeerCredentials credentials, Accounts accounts, Access access, int serverUid) {
        this.credentials = credentials;
        this.accounts = accounts;
        this.access = access;
        this.serverUid = serverUid;
    }

    @Override
    public Caller of(SocketChannel connection) throws IOException {
        Peer peer = credentials.of(connection);
        if (peer.uid() == 0 || peer.uid() == serverUid) {
            return new Caller(peer.uid(), Caller.Rank.HOST);
        }
        if (serverUid != 0) {
            throw new ProblemException(BootProblems.NOT_YOURS.reason("uid", serverUid));
        }
        try {
            return new Caller(peer.uid(), administers(peer) ? Caller.Rank.ADMIN : Caller.Rank.USER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking the name service");
        }
    }

    private boolean administers(Peer peer) throws IOException, InterruptedException {
        Optional<Account> account = accounts.ofUid(peer.uid());
        if (account.isEmpty()) {
            return false;
        }
        if (access.adminLogins().contains(account.get().name())) {
            return true;
        }
        for (String group : access.adminGroups()) {
            if (accounts.groupNamed(group)
                    .filter(account.get().groups()::contains)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
