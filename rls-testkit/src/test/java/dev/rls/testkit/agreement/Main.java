package dev.rls.testkit.agreement;
final class Main {
    public static void main(String[] a) throws Exception {
        Agreement g = new Agreement(Long.getLong("agreement.seed", 20261123L), Integer.getInteger("agreement.cases", 1000)).run(Integer.getInteger("agreement.threads", 2));
        java.util.Map<String,Integer> k = new java.util.TreeMap<>();
        g.tally().disagreements().forEach(d -> { java.util.Map<String,String> o = new java.util.TreeMap<>(); d.outcomes().forEach((r, x) -> o.put(r, x.text().replaceAll("[\\[0-9].*", "#"))); k.merge(d.found().act().kind() + (d.found().act().ids().isEmpty() ? "" : " ids") + " " + o, 1, Integer::sum); });
        k.forEach((x, n) -> System.out.println(n + " " + x));
        String only = System.getProperty("only", ".*");
        java.util.stream.Stream<Disagreement> st = g.tally().disagreements().stream().filter(d -> (d.found().act().kind() + " " + d.outcomes()).matches("(?s)" + only)).limit(Integer.getInteger("show", 5));
        (Boolean.getBoolean("shrink") ? st.map(Shrinker::shrink) : st).forEach(d -> System.out.println(d.text()));
        System.out.println("alive " + g.mutants().alive());
        System.out.println(g.tally().operators() + "\n" + g.tally().shapes() + "\n" + g.tally().operations() + "\n" + g.tally().outcomes());
        System.out.println(g.tally().cases() + " " + g.tally().distinctPolicies() + " " + g.tally().mixedShare() + " " + g.tally().disagreements().size() + " " + g.tally().digestOfFirst());
        System.exit(0);
    }
}
