package org.jettyferry.cli.registry;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Flags that scripts for Open-Xchange's tools pass, accepted and ignored: administrator login, RMI host, time limit.
 */
final class OpenXchangeFlags {
    @Option(
            names = {"-A", "--adminuser", "-P", "--adminpass", "-r", "--rmi-hosts", "--responsetimeout"},
            hidden = true)
    List<String> ignored = new ArrayList<>();

    @Option(names = "--nonl", hidden = true)
    boolean alsoIgnored;
}
