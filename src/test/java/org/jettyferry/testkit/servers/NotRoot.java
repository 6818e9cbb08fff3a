package org.jettyferry.testkit.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a program that refuses to run as root is run by root all the same (containers of build services): in a user
 * namespace, or, where those are forbidden, as user 65534 and then in the system's temporary folder, because the checkout
 * may be closed to that user.
 */
record NotRoot(List<String> prefix, boolean otherUser) {
    private static final String NOBODY = "65534";

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Finds the way that works here; nothing if none does. */
    static Optional<NotRoot> find() {
        if (!isRoot()) {
            return Optional.of(new NotRoot(List.of(), false));
        }
        if (Command.works("unshare", "-U", "id", "-u")) {
            return Optional.of(new NotRoot(List.of("unshare", "-U"), false));
        }
        List<String> setpriv = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        return Command.works(with(setpriv, "id").toArray(String[]::new))
                ? Optional.of(new NotRoot(setpriv, true))
                : Optional.empty();
    }

    Path kept(String name) {
        return otherUser
                ? Path.of(System.getProperty("java.io.tmpdir"), "jetty-ferry-tests", name)
                : Scratch.kept(name);
    }

    Path run(String name) {
        return otherUser ? Scratch.runIn(kept("run"), name) : Scratch.run(name);
    }

    /** Hands a folder over to the user who will run the program. */
    Path own(Path folder) {
        if (otherUser) {
            Command.run(folder, List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()))
                    .orFail("chown");
        }
        return folder;
    }

    List<String> command(String... command) {
        return with(prefix, command);
    }

    private static List<String> with(List<String> prefix, String... command) {
        return Stream.concat(prefix.stream(), List.of(command).stream()).toList();
    }
}
