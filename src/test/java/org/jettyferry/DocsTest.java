package org.jettyferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.blob.BlobException;
import org.jettyferry.cli.CommandModel;
import org.jettyferry.settings.KnownSettings;
import org.junit.jupiter.api.Test;

/** Keeps the documents true: what they point to exists, and what the program knows is in them. */
class DocsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern SETTING =
            Pattern.compile("\\b(?:value|number|millis|given|getOrDefault)\\(\\s*\"([a-zA-Z0-9._]+)\"");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : found(LINK, prose(page))) {
                if (!link.matches("https?:.*") && !leadsSomewhere(page, link)) {
                    broken.add(ROOT.relativize(page) + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        String index = text("docs/README.md");
        for (Path page : pages()) {
            if (page.getParent().equals(ROOT.resolve("docs")) && !page.endsWith("README.md")) {
                assertThat(index).contains("(" + page.getFileName() + ")");
            }
        }
    }

    @Test
    void everyFlagOfEveryCommandIsExplained() throws IOException {
        Set<String> named = Set.copyOf(found(FLAG, "`([^`\n]+)`", text("docs/settings.md")));

        for (var command : CommandModel.commands()) {
            assertThat(named).as(command.qualifiedName()).containsAll(CommandModel.flags(command, false));
        }
    }

    @Test
    void noFlagIsExplainedThatDoesNotExist() throws IOException {
        Set<String> known = CommandModel.commands().stream()
                .flatMap(command -> CommandModel.flags(command, true).stream())
                .collect(Collectors.toSet());
        known.add("-Xmx"); // of Java, in an example

        assertThat(found(FLAG, "`([^`\n]+)`", text("docs/settings.md"))).isSubsetOf(known);
    }

    /** Told by where the code asks for one by its name. */
    @Test
    void everySettingOfANodeIsInOneTable() throws IOException {
        Set<String> named = Set.copyOf(found(
                Pattern.compile("`([a-zA-Z0-9._*]+)`"), "(?m)^\\| ([^|]*) \\|.*\\|.*\\|$", text("docs/filter.md")));
        Set<String> known = new TreeSet<>(List.of("guard", "passwordFile"));
        for (String room : List.of("settings", "route", "ticket")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve("src/node/java/org/jettyferry/node/" + room))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    known.addAll(found(SETTING, Files.readString(file)));
                }
            }
        }

        assertThat(known).allMatch(KnownSettings::isKnown);
        KnownSettings.names().stream()
                .filter(name -> !name.startsWith("ferry.store."))
                .map(name ->
                        name.replace(".*.", ".LABEL.").replaceFirst("^(jetty\\.session\\.jdbc\\.schema)\\..*", "$1.*"))
                .forEach(known::add);
        assertThat(known).contains("hopMarker", "pollInterval", "retryAfter", "serverName", "ferry.driver", "url");
        assertThat(known)
                .allSatisfy(name -> assertThat(named)
                        .anyMatch(told -> told.equals("`" + name + "`") || told.endsWith("." + name + "`")));
    }

    /** Nodes know one store, and no server's login. */
    @Test
    void theLoginsOfServersAreInTheTableOfTheCommands() throws IOException {
        String page = text("docs/settings.md");

        assertThat(KnownSettings.names().stream().filter(name -> name.startsWith("ferry.store.")))
                .hasSize(3)
                .allSatisfy(name -> assertThat(page).contains("| `" + name.replace("*", "NAME") + "` |"));
    }

    @Test
    void everyExitCodeIsExplained() throws Exception {
        String page = text("docs/exit-codes.md");

        CommandModel.exitCodes()
                .forEach((name, code) -> assertThat(page).contains("| " + code + " | `" + name + "` |"));
    }

    @Test
    void everyCodeOfTheQuarantineIsExplained() throws IOException {
        String page = text("docs/quarantine-and-retry.md");

        for (BlobException.Code code : BlobException.Code.values()) {
            assertThat(page).contains("| `" + code + "` |");
        }
        for (String code : List.of("TWIN", "NO_SESSION_ID", "TOO_LONG", "EXISTS")) {
            assertThat(page).contains("| `" + code + "` |");
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : page.resolveSibling(parts[0]).toAbsolutePath().normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || found(HEADING, prose(target)).stream().map(DocsTest::anchor).anyMatch(parts[1]::equals);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    /** Within what another pattern finds. */
    private static List<String> found(Pattern pattern, String within, String text) {
        return found(Pattern.compile(within), FENCE.matcher(text).replaceAll("")).stream()
                .flatMap(part -> pattern.matcher(part).results().map(MatchResult::group))
                .toList();
    }

    private static String prose(Path page) throws IOException {
        return FENCE.matcher(Files.readString(page)).replaceAll("");
    }

    private static String text(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("docs", "sql", "src", "webapp-sample")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")) {
            pages.add(ROOT.resolve(page));
        }
        return pages;
    }
}
