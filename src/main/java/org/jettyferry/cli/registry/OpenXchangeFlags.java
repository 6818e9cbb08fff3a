package org.jettyferry.cli.registry;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What scripts written for Open-Xchange's tools say besides, and nobody has to know here. */
final class OpenXchangeFlags {
    @Option(
            names = {"-A", "--adminuser", "-P", "--adminpass", "-r", "--rmi-hosts", "--responsetimeout"},
            hidden = true)
    List<String> ignored = new ArrayList<>();

    @Option(names = "--nonl", hidden = true)
    boolean alsoIgnored;
}
