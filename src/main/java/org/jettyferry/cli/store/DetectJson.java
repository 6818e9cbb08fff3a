package org.jettyferry.cli.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.TableStatistics;

/** Makes the JSON of {@code ferry detect}. */
final class DetectJson {
    private DetectJson() {}

    static Map<String, Object> of(Detection detection, Database database, List<String> guests) {
        Map<String, Object> view = of(detection);
        view.put("database", database.product());
        view.put("url", database.displayUrl());
        view.put("guests", guests);
        return view;
    }

    static Map<String, Object> of(Detection detection) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("generation", detection.id());
        view.put("finding", detection.finding());
        view.put("schema", detection.schema());
        view.put("warnings", List.of());
        if (detection instanceof Detection.Absent absent) {
            view.put("table", absent.table());
            view.put("alike", absent.alike());
            view.put("elsewhere", absent.elsewhere());
        } else if (detection instanceof Detection.Foreign foreign) {
            view.put("table", foreign.table().name());
            view.put("reason", foreign.reason());
        } else if (detection instanceof Detection.Mixed mixed) {
            view.put("leftOver", mixed.leftOver().name());
            view.put("reason", mixed.reason());
        }
        detection.seen().ifPresent(evidence -> put(view, evidence));
        view.put("advice", detection.advice());
        return view;
    }

    private static void put(Map<String, Object> view, Evidence evidence) {
        Table table = evidence.sessions().table();
        view.put("table", table.name().name());
        view.put("tables", tables(evidence));
        view.put("primaryKey", table.primaryKey());
        view.put("columns", columns(table));
        view.put("indexes", indexes(table));
        view.put("tableBytes", evidence.bytes());
        view.put("release", evidence.release());
        view.put("releaseReason", evidence.releaseReason());
        view.put("quarantined", evidence.quarantine());
        view.put("warnings", evidence.warnings());
        put(view, evidence.survey());
    }

    private static void put(Map<String, Object> view, TableStatistics statistics) {
        view.put("sessions", statistics.rows());
        view.put("live", statistics.live());
        view.put("expired", statistics.expired());
        view.put("largestBlob", statistics.largestBlob());
        view.put("blobBytes", statistics.blobBytes());
        view.put("newestLastSavedTime", statistics.newestSave());
        view.put("lastNodes", counts(statistics.lastNodes()));
        view.put("blobLayouts", layouts(statistics));
        view.put("webApplications", webApps(statistics));
    }

    static Map<String, Long> counts(Map<String, Long> counts) {
        Map<String, Long> view = new LinkedHashMap<>();
        for (Map.Entry<String, Long> entry : Formats.sorted(counts)) {
            view.put(entry.getKey(), entry.getValue());
        }
        return view;
    }

    private static List<String> tables(Evidence evidence) {
        List<String> names = new ArrayList<>(List.of(evidence.sessions().name().name()));
        evidence.ids().ifPresent(ids -> names.add(ids.name().name()));
        return names;
    }

    private static List<Object> columns(Table table) {
        List<Object> views = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("name", column.name());
            view.put("type", column.type());
            view.put("nullable", column.nullable());
            views.add(view);
        }
        return views;
    }

    private static List<Object> indexes(Table table) {
        List<Object> views = new ArrayList<>();
        for (Table.Index index : table.indexes()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("name", index.name());
            view.put("columns", index.columns());
            views.add(view);
        }
        return views;
    }

    private static Map<String, Long> layouts(TableStatistics statistics) {
        Map<String, Long> view = new LinkedHashMap<>();
        for (BlobLayout layout : BlobLayout.values()) {
            Long count = statistics.layouts().get(layout);
            if (count != null) {
                view.put(layout.letter(), count);
            }
        }
        return view;
    }

    private static List<Object> webApps(TableStatistics statistics) {
        List<Object> views = new ArrayList<>();
        for (TableStatistics.WebApp webApp : statistics.webApps()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("contextPath", webApp.contextPath());
            view.put("virtualHost", webApp.virtualHost());
            view.put("sessions", webApp.rows());
            views.add(view);
        }
        return views;
    }
}
