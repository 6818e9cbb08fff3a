package org.jettyferry.sample;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The shop: GET shows who is logged in and the cart, POST changes them. Uses Servlet 3.1 and no more. */
public final class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_NAME = 60;

    private transient View view;

    /** Used by the servlet container. */
    public ShopServlet() {}

    @Override
    public void init() throws ServletException {
        try {
            view = new View(getServletContext());
        } catch (IOException e) {
            throw new ServletException(e);
        }
    }

    /** Adds node and server to every answer as headers, so that a load generator need not parse a page. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Shop-Node", Place.setting("NODE_NAME"));
        response.setHeader("Shop-Server", Place.setting("SERVER_NAME"));
        super.service(request, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!path(request).equals("/")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Visit visit = Visit.of(request);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (wantsJson(request)) {
            response.setContentType("application/json");
            response.getWriter().write(View.json(request, visit));
        } else {
            response.setContentType("text/html");
            response.getWriter().write(view.html(request, visit));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        if (!change(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        response.sendRedirect(request.getContextPath() + "/");
    }

    /** Performs the action of a form; returns false if the form is invalid. */
    private static boolean change(HttpServletRequest request) {
        Visit visit = Visit.of(request);
        switch (path(request)) {
            case "/login":
                String user = request.getParameter("user");
                if (user == null || user.trim().isEmpty() || user.length() > LONGEST_NAME) {
                    return false;
                }
                Visit.begin(request, user.trim());
                return true;
            case "/add":
                Catalogue.find(request.getParameter("item")).ifPresent(visit::add);
                return Catalogue.find(request.getParameter("item")).isPresent();
            case "/clear":
                visit.clear();
                return true;
            case "/logout":
                visit.end();
                return true;
            default:
                return false;
        }
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return "json".equals(request.getParameter("format")) || accept != null && accept.contains("application/json");
    }

    private static String path(HttpServletRequest request) {
        return request.getPathInfo() == null ? "/" : request.getPathInfo();
    }
}
