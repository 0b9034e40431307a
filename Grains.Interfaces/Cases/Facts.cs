namespace Coordination.Cases;

/// <summary>Which of the two published figures of the campaign a sum follows: they differ by a slip of translation. Source: domain rules 0.1.</summary>
public enum AmountReading
{
    Unspecified = 0,

    /// <summary>As in the official Chinese text: nearly 30 billion yuan.</summary>
    Official,

    /// <summary>As in the translated seed: nearly 300 billion yuan.</summary>
    SeedLiteral,
}

/// <summary>
/// One fact that involves money, or a correction of one. A case's amount is the sum of its distinct lines. Source: B6, K5.
/// </summary>
/// <param name="FactId">Chosen by who reports it and the same in every case that reports the same fact; counted once, also nationally.</param>
/// <param name="Fen">CNY fen in the official reading; negative only in an adjustment.</param>
/// <param name="Date">When the money moved, in Asia/Shanghai.</param>
/// <param name="SeedLiteralFen">CNY fen in the seed's literal reading; null if it does not differ.</param>
/// <param name="PayerHash">Keyed hash of the paying account; empty if unknown.</param>
/// <param name="PayeeHash">Keyed hash of the receiving account; empty if unknown.</param>
/// <param name="Adjusts">The fact that this line corrects; empty in a line that is a fact itself.</param>
[GenerateSerializer, Immutable, Alias("coord.FactLine")]
public sealed record FactLine(
    [property: Id(0)] string FactId,
    [property: Id(1)] long Fen,
    [property: Id(2)] DateOnly Date,
    [property: Id(3)] long? SeedLiteralFen = null,
    [property: Id(4)] string PayerHash = "",
    [property: Id(5)] string PayeeHash = "",
    [property: Id(6)] string Adjusts = "")
{
    public long Amount(AmountReading reading) => reading == AmountReading.SeedLiteral ? SeedLiteralFen ?? Fen : Fen;
}
