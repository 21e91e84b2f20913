package dev.rls.testkit.agreement;
final class Main {
    public static void main(String[] a) throws Exception {
        Agreement g = new Agreement(Long.getLong("agreement.seed", 20261123L), Integer.getInteger("agreement.cases", 1000)).run(Integer.getInteger("agreement.threads", 2));
        g.tally().disagreements().stream().limit(Integer.getInteger("show", 5)).forEach(d -> System.out.println(d.text()));
        System.out.println("alive " + g.mutants().alive());
        System.out.println(g.tally().operators() + "\n" + g.tally().shapes() + "\n" + g.tally().operations() + "\n" + g.tally().outcomes());
        System.out.println(g.tally().cases() + " " + g.tally().distinctPolicies() + " " + g.tally().mixedShare() + " " + g.tally().disagreements().size() + " " + g.tally().digestOfFirst());
        System.exit(0);
    }
}
