namespace Coordination.Resolution;

/// <summary>A record in one spelling, ready for keys and scores. A pure function of the attributes and the stop values.</summary>
public sealed class NormalizedRecord
{
    public required string RecordId { get; init; }

    /// <summary>The name in characters first if there is one, then aliases that are full names.</summary>
    public ImmutableArray<PersonName> Names { get; init; } = [];

    /// <summary>True if the first of <see cref="Names"/> is the record's name and not an alias.</summary>
    public bool HasName { get; init; }

    /// <summary>Bits by which the name is rarer than an average one under the model that normalised; 0 without a name.</summary>
    public double NameRarityBits { get; init; }

    /// <summary>Nicknames and forms of address (阿强, 老王), from the name or the aliases.</summary>
    public ImmutableArray<string> Nicknames { get; init; } = [];

    public LatinName? Latin { get; init; }

    /// <summary>Sex as stated; else as the document says.</summary>
    public Sex Sex { get; init; }

    /// <summary>Birth date as stated; unknown if the record states none.</summary>
    public PartialDate StatedBirth { get; init; }

    /// <summary>Birth date as stated, else as the document says.</summary>
    public PartialDate Birth { get; init; }

    public DocumentNumber Document { get; init; } = DocumentNumber.None;

    public ImmutableArray<string> Phones { get; init; } = [];

    public ImmutableArray<string> BankCards { get; init; } = [];

    public ImmutableArray<string> Plates { get; init; } = [];

    public string WeChat { get; init; } = "";

    public string Qq { get; init; } = "";

    public PlaceText Huji { get; init; } = PlaceText.None;

    public PlaceText Place { get; init; } = PlaceText.None;

    /// <summary>The registered address; where it names no prefecture, that in which the document was given out.</summary>
    public PlaceText Registered { get; init; } = PlaceText.None;

    public string Province { get; init; } = "";

    public string CaseNo { get; init; } = "";

    public DateTimeOffset? SubmittedAt { get; init; }
}
