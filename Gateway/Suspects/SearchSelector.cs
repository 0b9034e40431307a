using System.Text;
using Coordination.Resolution;
using Coordination.Suspects;
using Coordination.V1;
using Grpc.Core;
using HitBand = Coordination.Inquiries.HitBand;
using SelectorKind = Coordination.Inquiries.SelectorKind;
using SuspectAttributes = Coordination.Resolution.SuspectAttributes;

namespace Coordination.Gateway.Suspects;

/// <summary>What a search asks by, read as the resolution library reads records. The plain text goes no further than this.</summary>
public sealed record SearchSelector(SelectorKind Kind, NormalizedRecord Asked, SearchKeys Keys)
{
    private const string Required = "one of document, phone, bank_card, plate, wechat, qq, or a person's full name with a complete birth date";

    public HitBand Band => Kind is SelectorKind.Document ? HitBand.Strong : HitBand.Weak;

    /// <summary>The keys lead to few records more than those meant: their contents decide.</summary>
    public bool NeedsContent => Kind is SelectorKind.NameAndBirthDate;

    /// <exception cref="RpcException">SEARCH_TOO_BROAD; ID_NUMBER_CHECKSUM, without the number.</exception>
    public static SearchSelector Read(SearchSuspectsRequest request)
    {
        var (kind, field, attributes) = Attributes(request);
        var asked = Model.Suspects.Normalize(attributes);
        if (asked.Document is { Kind: DocumentKind.ResidentId, IsCheckFailed: true })
        {
            throw Failure.Of(Reason.IdNumberChecksum, [new("document.number", "A resident id of 18 digits with its check digit, or of 15, with a real birth date.")]);
        }
        return (kind is SelectorKind.NameAndBirthDate ? SearchKeys.OfPerson(asked) : SearchKeys.OfNumber(asked)) is { } keys
            ? new(kind, asked, keys)
            : throw TooBroad(field);
    }

    /// <summary>Keyed hashes of the keys, as the index holds them.</summary>
    public static IReadOnlyCollection<long> Hashes(ImmutableArray<MatchKey> keys, IMatchKeyHash hash) =>
        [.. keys.Select(key => hash.Key((int)key.Family, key.Text)).Distinct()];

    /// <summary>One keyed hash for the whole selector: equal for equal searches, and all that is stored of it.</summary>
    public string Hash(IMatchKeyHash hash) => hash.Of((int)Kind, string.Join('\n', Keys.First.Concat(Keys.Second).Select(key => key.Text)));

    private static (SelectorKind Kind, string Field, SuspectAttributes Attributes) Attributes(SearchSuspectsRequest request)
    {
        var nothing = new SuspectAttributes("search");
        return request.SelectorCase switch
        {
            SearchSuspectsRequest.SelectorOneofCase.Document => (SelectorKind.Document, "document", nothing with
            {
                IdType = request.Document.Type,
                IdNumber = Typed(request.Document),
            }),
            SearchSuspectsRequest.SelectorOneofCase.Phone => (SelectorKind.Phone, "phone", nothing with { Phones = [request.Phone] }),
            SearchSuspectsRequest.SelectorOneofCase.BankCard => (SelectorKind.BankCard, "bank_card", nothing with { BankCards = [request.BankCard] }),
            SearchSuspectsRequest.SelectorOneofCase.Plate => (SelectorKind.Plate, "plate", nothing with { Plates = [request.Plate] }),
            SearchSuspectsRequest.SelectorOneofCase.Wechat => (SelectorKind.Wechat, "wechat", nothing with { WeChat = request.Wechat }),
            SearchSuspectsRequest.SelectorOneofCase.Qq => (SelectorKind.Qq, "qq", nothing with { Qq = request.Qq }),
            SearchSuspectsRequest.SelectorOneofCase.Person when Ascii.IsValid(request.Person.Name) => (SelectorKind.NameAndBirthDate, "person", nothing with
            {
                Romanised = request.Person.Name,
                BirthDate = request.Person.BirthDate,
            }),
            SearchSuspectsRequest.SelectorOneofCase.Person => (SelectorKind.NameAndBirthDate, "person", nothing with
            {
                Name = request.Person.Name,
                BirthDate = request.Person.BirthDate,
            }),
            _ => throw TooBroad("selector"),
        };
    }

    /// <summary>A number without its kind is a resident id, or says nothing: the same number of two kinds of document is two documents.</summary>
    private static string Typed(DocumentSelector document) =>
        document.Type.Length > 0 || ResidentId.LooksLikeOne(CharacterWidth.Compact(document.Number)) ? document.Number : "";

    private static RpcException TooBroad(string field) => Failure.Of(
        new Rejection(Reason.SearchTooBroad, $"This says too little to search by. Give {Required}.") { Violations = [new(field, $"Give {Required}.")] }
            .With("required", Required));
}
