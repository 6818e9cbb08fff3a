package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.update.eligibility.Eligibility;
import org.jettyferry.update.eligibility.Finding.NotChecked;
import org.jettyferry.update.eligibility.Finding.Obstacle;

/** Describes whether a rolling change is possible, as text and as JSON. */
final class EligibilityText {
    private final Eligibility result;

    EligibilityText(Eligibility result) {
        this.result = result;
    }

    void print(PrintWriter out) {
        int count = result.obstacles().size();
        out.println(
                result.possible()
                        ? "The nodes can change one by one, as far as it was checked."
                        : "The nodes cannot change one by one: " + Formats.count(count, "reason", "reasons") + ".");
        for (Obstacle obstacle : result.obstacles()) {
            out.println("  " + obstacle.check().title() + ": " + obstacle.reason() + ".");
            out.println("    " + obstacle.remedy());
        }
        List<NotChecked> notChecked = result.notChecked();
        if (!notChecked.isEmpty()) {
            out.println("Not checked:");
            notChecked.forEach(one -> out.println("  " + one.check().title() + ": " + one.why() + "."));
        }
    }

    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("possible", result.possible());
        view.put(
                "obstacles",
                result.obstacles().stream().map(EligibilityText::view).toList());
        view.put(
                "notChecked",
                result.notChecked().stream().map(EligibilityText::view).toList());
        return view;
    }

    private static Map<String, Object> view(Obstacle obstacle) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("check", obstacle.check().title());
        view.put("reason", obstacle.reason());
        view.put("remedy", obstacle.remedy());
        return view;
    }

    private static Map<String, Object> view(NotChecked notChecked) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("check", notChecked.check().title());
        view.put("why", notChecked.why());
        return view;
    }
}
