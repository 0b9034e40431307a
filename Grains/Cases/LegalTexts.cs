namespace Coordination.Cases;

/// <summary>Which version of a text an article is cited from (I5). A new version of a text is a new entry of this table.</summary>
internal static class LegalTexts
{
    private static readonly ImmutableArray<(string Prefix, string Version)> Texts =
    [
        ("P-", "MPS-159-2020"),
        ("CPL-", "CPL-2018"),
        ("E17-", "SPP-MPS-2017"),
        ("R730-", "SC-730-2020"),
    ];

    public static Approval Cite(Approval approval) => approval with
    {
        LegalText = Texts.First(text => approval.Article.StartsWith(text.Prefix, StringComparison.Ordinal)).Version,
    };
}
