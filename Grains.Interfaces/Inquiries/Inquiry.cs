using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Inquiries;

/// <summary>How one caller has searched lately: what its budget and the alert need. What it asked is the log's.</summary>
[GenerateSerializer, Immutable, Alias("coord.Inquiry")]
public sealed record Inquiry
{
    /// <summary>The caller's jurisdiction.</summary>
    [Id(0)] public JurisdictionCode By { get; init; }

    /// <summary>When the latest searches were made, oldest first, in Unix milliseconds; as many as the budget of a minute.</summary>
    [Id(1)] public ImmutableArray<long> Recent { get; init; } = [];

    /// <summary>The day of the latest search, in China.</summary>
    [Id(2)] public DateOnly Day { get; init; }

    /// <summary>Starts of the keyed hashes of the different selectors of <see cref="Day"/>; no more are kept once the alert was given.</summary>
    [Id(3)] public ImmutableArray<string> Selectors { get; init; } = [];

    /// <summary>The alert of <see cref="Day"/> was given.</summary>
    [Id(4)] public bool Alerted { get; init; }
}

/// <summary>What a search asks by. Source: A.8 of the gateway's contract.</summary>
public enum SelectorKind
{
    Unspecified = 0,

    /// <summary>Kind and number of an identity document.</summary>
    Document,
    Phone,
    BankCard,
    Plate,
    Wechat,
    Qq,

    /// <summary>Full name and complete birth date.</summary>
    NameAndBirthDate,
}

/// <summary>How strongly the selector ties the record to a person; a hit says no more than this. Source: M1, M2.</summary>
public enum HitBand
{
    Unspecified = 0,

    /// <summary>The same document number, a strong key.</summary>
    Strong,

    /// <summary>A number or account in common, or name and birth date: people share these.</summary>
    Weak,
}

/// <summary>A record that a search found.</summary>
/// <param name="Record">Grain key.</param>
[GenerateSerializer, Immutable, Alias("coord.FoundRecord")]
public sealed record FoundRecord([property: Id(0)] string Record, [property: Id(1)] JurisdictionCode Holder);

/// <summary>One person that a search found, as far as the asker may know of it.</summary>
/// <param name="Person">Id of the entity then.</param>
/// <param name="Records">Records of this person that are not sealed, and the asker's own; at most <see cref="RecordsMax"/> of each holder.</param>
[GenerateSerializer, Immutable, Alias("coord.SearchHit")]
public sealed record SearchHit([property: Id(0)] string Person, [property: Id(1)] HitBand Band, [property: Id(2)] ImmutableArray<FoundRecord> Records)
{
    /// <summary>Records of one holder that a hit stands for, the first by key.</summary>
    public const int RecordsMax = 10;
}

/// <summary>An instruction to an inquiry.</summary>
[GenerateSerializer, Immutable, Alias("coord.InquiryCommand")]
public abstract record InquiryCommand(CommandHeader Header) : Command(Header);

/// <summary>Records a search with what was found: the look-up came before, so that found, not found and sealed are one and the same write.</summary>
/// <param name="Search">Id of the search, <c>search-…</c>.</param>
/// <param name="Selector">Keyed hash of the selector, never its value.</param>
/// <param name="Basis">Resource name of the case or operation that the caller searches for.</param>
/// <param name="BasisStands">It is open and the caller takes part in it.</param>
/// <param name="Hits">What the asker is told.</param>
/// <param name="Hidden">Sealed records of others that were found; the asker is not told, their holders are.</param>
[GenerateSerializer, Immutable, Alias("coord.MakeSearch")]
public sealed record MakeSearch(
    CommandHeader Header,
    [property: Id(0)] string Search,
    [property: Id(1)] SelectorKind Kind,
    [property: Id(2)] string Selector,
    [property: Id(3)] string Basis,
    [property: Id(4)] bool BasisStands,
    [property: Id(5)] ImmutableArray<SearchHit> Hits,
    [property: Id(6)] ImmutableArray<FoundRecord> Hidden) : InquiryCommand(Header)
{
    /// <summary>More persons were found than are told.</summary>
    [Id(7)] public bool Truncated { get; init; }
}

/// <summary>What happened in an inquiry. Who asked and for what purpose is in the log beside each event.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(SearchMade), "inquiry.made"), JsonDerivedType(typeof(SearchHitNoted), "inquiry.hit-noted"),
 JsonDerivedType(typeof(SilentHitNoted), "inquiry.silent-hit"), JsonDerivedType(typeof(EnumerationSuspected), "inquiry.enumeration-suspected")]
public abstract record InquiryEvent(string Search);

/// <summary>A search was made and answered with these hits. Concerns the asker.</summary>
public sealed record SearchMade(
    string Search, JurisdictionCode By, DateTimeOffset At, SelectorKind Kind, string Selector, string Basis, ImmutableArray<SearchHit> Hits, bool Truncated)
    : InquiryEvent(Search);

/// <summary>Records of this holder were found, and the asker was told that it holds some. Concerns the holder alone.</summary>
public sealed record SearchHitNoted(string Search, JurisdictionCode By, JurisdictionCode Holder, ImmutableArray<string> Records) : InquiryEvent(Search);

/// <summary>Sealed records of this holder were found; the asker was told nothing. Concerns the holder alone. Source: D4.</summary>
public sealed record SilentHitNoted(string Search, JurisdictionCode By, JurisdictionCode Holder, ImmutableArray<string> Records) : InquiryEvent(Search);

/// <summary>The caller has asked by many different selectors in one day. Concerns the ministry and the caller's jurisdiction. Source: D6.</summary>
public sealed record EnumerationSuspected(string Search, JurisdictionCode By, DateOnly Day, int Selectors) : InquiryEvent(Search);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<Inquiry, InquiryEvent>))]
public sealed partial class InquiryJson : JsonSerializerContext;
