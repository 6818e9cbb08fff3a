package org.jettyferry.sample;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the state of the shop as an HTML page or as JSON. */
final class View {
    private final Template frame;
    private final Template login;
    private final Template shop;

    View(ServletContext context) throws IOException {
        frame = Template.load(context, "frame.html");
        login = Template.load(context, "login.html");
        shop = Template.load(context, "shop.html");
    }

    String html(HttpServletRequest request, Visit visit) {
        Map<String, Object> values = Place.of(request);
        values.put("context", request.getContextPath());
        if (visit.customer().isPresent()) {
            values.put("user", visit.customer().get().name());
            values.put("since", visit.customer().get().since());
            values.put("goods", goods());
            values.put("lines", visit.cart().lines().stream().map(View::row).collect(Collectors.joining()));
            values.put("total", visit.cart().total());
        }
        values.put("body", (visit.customer().isPresent() ? shop : login).fill(values));
        return frame.fill(values);
    }

    static String json(HttpServletRequest request, Visit visit) {
        Map<String, Object> values = new LinkedHashMap<>(Place.of(request));
        visit.customer().ifPresent(customer -> {
            values.put("user", customer.name());
            values.put("since", customer.since());
            values.put("changed", visit.cart().changed());
            values.put("total", visit.cart().total());
            values.put("whole", visit.cart().isWhole(customer));
        });
        String fields = values.entrySet().stream()
                .map(field -> Escape.json(field.getKey()) + ":" + Escape.json(field.getValue()))
                .collect(Collectors.joining(","));
        String cart = visit.cart().lines().stream()
                .map(line -> Escape.json(line.item().name()) + ":" + line.quantity())
                .collect(Collectors.joining(","));
        return "{" + fields + ",\"cart\":{" + cart + "}}";
    }

    private static String goods() {
        return Catalogue.items().stream()
                .map(item -> "<button name=\"item\" value=\"" + Escape.html(item.name()) + "\">"
                        + Escape.html(item.name()) + " " + item.price() + "</button>")
                .collect(Collectors.joining(" "));
    }

    private static String row(Cart.Line line) {
        return "<tr><td>" + Escape.html(line.item().name()) + "</td><td>"
                + line.item().price() + "</td><td>" + line.quantity() + "</td><td>" + line.sum() + "</td></tr>";
    }
}
