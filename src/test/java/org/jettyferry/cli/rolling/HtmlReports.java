package org.jettyferry.cli.rolling;

import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.registry.RollingCounts;
import org.jettyferry.registry.RollingRequests;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;
import org.jettyferry.registry.RollingStep;
import org.jettyferry.registry.RollingTimes;

/** Reports of runs that never were. */
final class HtmlReports {
    static final String EVIL = "<script>alert('x')</script>\"&";

    private static final long BEGIN = 1_790_000_000_000L;

    private HtmlReports() {}

    /** A schema in each state; the last has a name and a message that want to be more than text. */
    static HtmlReport mixed() {
        return of(
                schema(0, "shop_1", State.DONE, "", 0, 200, 900, 1500),
                schema(1, "shop_2", State.FAILED, "the updates of shop_2 failed. Mend them.", 1500, 2200, -1, 2900),
                schema(2, "shop_3", State.RUNNING, "", 3000, 3600, -1, -1),
                schema(3, "shop_10", State.WAITING, "", -1, -1, -1, -1),
                schema(4, EVIL, State.REVERTED, EVIL, 4000, 4100, 4300, 4400));
    }

    static HtmlReport of(RollingSchema... schemata) {
        RollingRun run = new RollingRun(
                "20261130120000000", "blue", "green", "", RollingRun.State.RUNNING, BEGIN, OptionalLong.empty());
        return new HtmlReport(new RollingText(run, List.of(schemata)), BEGIN + 5000);
    }

    private static RollingSchema schema(
            int place, String name, State state, String message, long begun, long closed, long opened, long ended) {
        return new RollingSchema(
                "20261130120000000",
                place,
                name,
                state,
                state == State.WAITING ? RollingStep.WAIT : RollingStep.UPDATE,
                new RollingTimes(at(begun), at(closed), at(opened), at(ended)),
                OptionalLong.empty(),
                new RollingCounts(2, 1234, 3),
                new RollingRequests(7, 7, 5678, 4),
                message);
    }

    private static OptionalLong at(long millis) {
        return millis < 0 ? OptionalLong.empty() : OptionalLong.of(BEGIN + millis);
    }
}
