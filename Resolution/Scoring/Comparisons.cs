namespace Coordination.Resolution;

/// <summary>All comparisons that a model file can name. A model uses those it lists and no other.</summary>
internal static class Comparisons
{
    private static readonly Dictionary<string, Comparison> ByName = new Comparison[]
    {
        new NameComparison(),
        new LatinComparison(),
        new LatinWordsComparison(),
        new AliasComparison(),
        new SexComparison(),
        new BirthComparison(),
        new DocumentComparison(),
        new PhoneComparison(),
        new NumberComparison("bank_card", record => record.BankCards),
        new NumberComparison("plate", record => record.Plates),
        new TextComparison("wechat", record => record.WeChat),
        new TextComparison("qq", record => record.Qq),
        new AddressComparison(),
        new OriginComparison(),
        new AddressTextComparison(),
        new TextComparison("case", record => record.CaseNo),
        new TextComparison("province", record => record.Province),
    }.ToDictionary(comparison => comparison.Name, StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">No comparison has this name.</exception>
    public static Comparison Named(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new InvalidDataException($"The model names a comparison that does not exist: {name}.");
}
