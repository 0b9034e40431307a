namespace Coordination.Resolution;

/// <summary>
/// What one submission says of one suspect, as it was typed. Nothing here is cleaned; empty and absent mean the same.
/// </summary>
/// <param name="RecordId">The record's own key; order and ties are decided by it (ordinal), never by arrival.</param>
public sealed record SuspectAttributes(string RecordId)
{
    /// <summary>Name in characters; may be a nickname, a placeholder, traditional, partly in letters, or wrong.</summary>
    public string? Name { get; init; }

    /// <summary>Name in Latin letters, such as a passport's.</summary>
    public string? Romanised { get; init; }

    /// <summary>Former names, aliases, nicknames.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    public Sex Sex { get; init; }

    /// <summary><c>YYYY</c>, <c>YYYY-MM</c> or <c>YYYY-MM-DD</c>; what the record states, not what an id implies.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Kind of document, as written (居民身份证, 护照, …); empty: a resident id if it looks like one.</summary>
    public string? IdType { get; init; }

    public string? IdNumber { get; init; }

    public ImmutableArray<string> Phones { get; init; } = [];

    public ImmutableArray<string> BankCards { get; init; } = [];

    public ImmutableArray<string> Plates { get; init; } = [];

    public string? WeChat { get; init; }

    public string? Qq { get; init; }

    /// <summary>Address of the household register (户籍).</summary>
    public string? HujiAddress { get; init; }

    /// <summary>Present address.</summary>
    public string? Address { get; init; }

    /// <summary>GB/T 2260 code of the province that submitted the record.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Case number as the submitter writes it; the same case can be submitted twice.</summary>
    public string? CaseNo { get; init; }

    /// <summary>When the record was submitted; also the day a date of birth cannot lie after.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }
}
