package io.fairlead.cli;

import io.fairlead.cli.ask.Keyboard;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Output;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tty;
import io.fairlead.net.Endpoint;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.Sockets;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The entry point. The launcher says what it was called as and which streams are a terminal. */
public final class Main {
    private static final int BUFFER_BYTES = 16 << 10;

    private Main() {}

    /** Ends the program with the command's exit code. */
    public static void main(String[] arguments) throws IOException {
        Machine machine = new Machine();
        String built = Main.class.getPackage().getImplementationVersion();
        String version = built == null ? "unreleased" : built;
        if (Boolean.getBoolean("fairlead.rehearsal")) {
            Rehearsal.run(machine, version);
            System.exit(0);
        }
        Map<String, String> environment = System.getenv();
        Tty tty = tty();
        InputStream in = tty.in() ? new Keyboard(System.in) : System.in;
        Shell shell = new Shell(
                in,
                Output.to(new FileOutputStream(FileDescriptor.out)),
                stream(FileDescriptor.err),
                tty,
                environment,
                machine);
        var server = server(socket(environment), machine, version);
        String name = System.getProperty("fairlead.name", "fairlead");
        Path launcher =
                Path.of(System.getProperty("fairlead.home", ""), "fairlead").toAbsolutePath();
        System.exit(new Cli(new Session(shell, server, version, launcher), name).run(List.of(arguments)));
    }

    static Path socket(Map<String, String> environment) {
        return Sockets.find(environment, Files::exists);
    }

    static ApiClient server(Path socket, Machine machine, String version) {
        return new ApiClient(new Endpoint.UnixSocket(socket), version, machine, machine::pause);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
    }

    /** {@code in,out,err} as far as they are terminals, and the columns. */
    private static Tty tty() {
        List<String> terminals =
                List.of(System.getProperty("fairlead.terminal", "").split(",", -1));
        Integer columns = Integer.getInteger("fairlead.columns", 0);
        return new Tty(
                terminals.contains("in"),
                terminals.contains("out"),
                terminals.contains("err"),
                columns == null ? 0 : columns);
    }
}
