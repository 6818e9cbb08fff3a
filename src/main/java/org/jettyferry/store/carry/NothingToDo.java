package org.jettyferry.store.carry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Survey;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.CarryOptions;
import org.jettyferry.store.plan.WebAppMap;

/** Tells a store that is as the target writes it, though no run made it so. Looks at what the detection has read. */
final class NothingToDo {
    private NothingToDo() {}

    /** A run that did nothing; empty where there is something to do, or the rows don't tell. */
    static Optional<CarryResult> of(CarryOptions options, Detection.Found found) {
        if (wantsMore(options)) {
            return Optional.empty();
        }
        RowConventions to = RowConventions.of(options.to());
        return options.from()
                .or(() -> found.evidence().release())
                .map(RowConventions::of)
                .filter(from -> from.generation() == found.generation()
                        && alike(from, to)
                        && isAsWritten(found.evidence().survey(), from, to))
                .map(from -> result(options, found.evidence().survey(), from));
    }

    private static boolean wantsMore(CarryOptions options) {
        boolean site = options.dropAttributes().isEmpty()
                && options.renames().isEmpty()
                && options.contextPaths().isEmpty();
        return !site || options.sessions() == CarryOptions.Sessions.DROP;
    }

    /** Within one line of releases; others differ in what the codec has to take out of the blobs. */
    private static boolean alike(RowConventions from, RowConventions to) {
        return from.release().major() == to.release().major()
                && from.generation() == to.generation()
                && from.pathRule() == to.pathRule()
                && from.writes() == to.writes();
    }

    private static boolean isAsWritten(Survey survey, RowConventions from, RowConventions to) {
        WebAppMap webApps = WebAppMap.of(from, to, List.of(), survey.webApps());
        boolean rows =
                webApps.contextPaths().isEmpty() && webApps.virtualHosts().isEmpty();
        boolean blobs = survey.layouts().keySet().stream().allMatch(layout -> layout == to.writes());
        return rows && blobs && !survey.layouts().containsKey(BlobLayout.UNKNOWN);
    }

    private static CarryResult result(CarryOptions options, Survey survey, RowConventions from) {
        Run nothing = new Run(
                "",
                "",
                options.direction().word(),
                from.release(),
                options.to(),
                options.canonical(),
                true,
                Run.Step.DONE,
                Optional.empty(),
                survey.now(),
                survey.rows(),
                survey.check(),
                Run.Tally.NONE);
        String why = "the rows are as Jetty " + options.to() + " writes them, and so are the blobs of a sample;"
                + " ferry verify reads all of them";
        return new CarryResult(nothing, List.of(), Map.of(), 0, Optional.of(why));
    }
}
