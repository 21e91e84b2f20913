package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.util.List;
import java.util.Locale;

/** The ratios as bars, a group for each cell; readable on light and dark pages. */
final class Chart {

    private static final int LEFT = 44;
    private static final int TOP = 56;
    private static final int BAR = 18;
    private static final int GROUP = 4 * BAR + 52;
    private static final int HEIGHT = 260;
    private static final double MOST = 1.2;

    /** Told apart by colour-blind readers too, and from white and from black. */
    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #1f2328 }
            .axis { stroke: #d0d7de } .one { stroke: #1f2328 } .aim { stroke: #cf222e; stroke-width: 2 }
            .TENANT_ID { fill: #8c959f } .BIND_CLAIMS { fill: #56b4e9 } .TICKETS { fill: #0072b2 } .HIBERNATE_8 { fill: #e69f00 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 } .axis { stroke: #3d444d } .one { stroke: #e6edf3 } .aim { stroke: #ff7b72 }
              .TICKETS { fill: #1f8fd6 }
            }
            """;

    private final StringBuilder svg = new StringBuilder();

    private Chart() {}

    static String of(List<Figures> all) {
        Chart chart = new Chart();
        int width = LEFT + Cell.ALL.size() * GROUP + 12;
        chart.begin(width);
        for (int cell = 0; cell < Cell.ALL.size(); cell++) {
            chart.group(Cell.ALL.get(cell), LEFT + cell * GROUP, all);
        }
        chart.add("<line class=\"one\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%2$.1f\"/>", LEFT, y(1), width - 12);
        return chart.svg.append("</svg>\n").toString();
    }

    private void begin(int width) {
        int height = TOP + HEIGHT + 48;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\" role=\"img\">",
                width, height);
        add("<title>Throughput as a share of that with a predicate by hand</title>");
        svg.append("<style>\n").append(STYLE).append("</style>\n");
        add("<text x=\"%d\" y=\"18\">Throughput as a share of that with a predicate by hand (line at 1)</text>", LEFT);
        int x = LEFT;
        for (Way way : Way.values()) {
            if (way != Way.HAND_WRITTEN) {
                add("<rect class=\"%s\" x=\"%d\" y=\"28\" width=\"10\" height=\"10\"/>", way, x);
                add("<text x=\"%d\" y=\"38\">%s</text>", x + 15, way.label());
                x += 140;
            }
        }
        add("<line class=\"aim\" x1=\"%d\" y1=\"33\" x2=\"%d\" y2=\"33\"/>", x, x + 12);
        add("<text x=\"%d\" y=\"38\">target of verified tickets</text>", x + 17);
        for (int tenths = 0; tenths <= 12; tenths += 2) {
            double y = y(tenths / 10.0);
            add("<line class=\"axis\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%2$.1f\"/>", LEFT, y, width - 12);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>", LEFT - 6, y + 4, tenths / 10.0);
        }
    }

    private void group(Cell cell, int left, List<Figures> all) {
        int x = left + 26;
        for (Figures figures : all) {
            if (figures.cell().equals(cell) && figures.way() != Way.HAND_WRITTEN) {
                double top = y(Math.min(MOST, figures.ratio()));
                add(
                        "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"><title>%s: %.3f</title></rect>",
                        figures.way(),
                        x,
                        top,
                        BAR - 2,
                        y(0) - top,
                        figures.way().label(),
                        figures.ratio());
                if (figures.way() == Way.TICKETS) {
                    double aim = y(Targets.of(cell));
                    add("<line class=\"aim\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%2$.1f\"/>", x - 2, aim, x + BAR);
                }
                x += BAR;
            }
        }
        int middle = left + GROUP / 2;
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", middle, TOP + HEIGHT + 18, cell.transaction());
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d ms</text>",
                middle, TOP + HEIGHT + 34, cell.milliseconds());
    }

    private static double y(double ratio) {
        return TOP + HEIGHT * (1 - ratio / MOST);
    }

    private void add(String line, Object... values) {
        svg.append(String.format(Locale.ROOT, line, values)).append('\n');
    }
}
