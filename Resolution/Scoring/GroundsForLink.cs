using System.Numerics;

namespace Coordination.Resolution;

/// <summary>Independent kinds of agreement between two records.</summary>
[Flags]
public enum LinkGrounds
{
    None = 0,

    /// <summary>The names in characters are the same or a slip apart.</summary>
    Name = 1,

    /// <summary>The dates of birth agree or are a slip apart, neither taken from a number that fails its check.</summary>
    Birth = 2,

    /// <summary>The document numbers agree as far as they can be read, and none fails its check.</summary>
    Document = 4,

    Phone = 8,
    BankCard = 16,
    Plate = 32,

    /// <summary>The same chat account.</summary>
    Account = 64,

    /// <summary>The same street or door.</summary>
    Address = 128,

    /// <summary>The same name in letters, or the letters that the characters are read as.</summary>
    Letters = 256,

    /// <summary>The same case number: a case is sent twice, typed anew.</summary>
    CaseNumber = 512,

    /// <summary>The same prefecture, by registered or present address, or by the document of one of them.</summary>
    Area = 1024,

    /// <summary>The same nickname, or one that fits the name.</summary>
    Nickname = 2048,

    /// <summary>The same valid document under names and dates that do not contradict each other (rule M1).</summary>
    StrongDocument = 4096,
}

/// <summary>
/// What an automatic link must rest on, whatever the weight says (rules M1 and M2): the same valid document, or two
/// independent kinds of agreement. A number that fails its check is a slip to be looked at and is no agreement.
/// </summary>
public static class GroundsForLink
{
    private const LinkGrounds Single = LinkGrounds.Name | LinkGrounds.Birth | LinkGrounds.Document | LinkGrounds.Account | LinkGrounds.CaseNumber;
    private const LinkGrounds Numbers = LinkGrounds.Phone | LinkGrounds.BankCard | LinkGrounds.Plate;
    private const LinkGrounds Aliases = LinkGrounds.Letters | LinkGrounds.Nickname;
    private const LinkGrounds Places = LinkGrounds.Address | LinkGrounds.Area;
    private static readonly NameComparison Name = new();

    /// <summary>True if the grounds hold a link without a person.</summary>
    public static bool AreEnough(LinkGrounds grounds)
    {
        if ((grounds & LinkGrounds.StrongDocument) != 0) { return true; }
        // Numbers that change hands are one kind however many are shared; so are names for a person, and places.
        var kinds = BitOperations.PopCount((uint)(grounds & Single)) + Any(grounds, Numbers) + Any(grounds, Aliases) + Any(grounds, Places);
        return kinds > 2 || (kinds == 2 && !IsAnybody(grounds));
    }

    /// <summary>
    /// Letters stand for many names and so add nothing to a number that changes hands; neither they nor a nickname add
    /// anything to a prefecture.
    /// </summary>
    private static bool IsAnybody(LinkGrounds grounds) =>
        Any(grounds, Aliases) == 1
        && ((grounds & Places) == LinkGrounds.Area || (Any(grounds, Numbers) == 1 && (grounds & LinkGrounds.Nickname) == 0));

    private static int Any(LinkGrounds grounds, LinkGrounds kind) => (grounds & kind) != 0 ? 1 : 0;

    public static LinkGrounds Of(NormalizedRecord a, NormalizedRecord b)
    {
        var name = (NameLevel)Name.Level(a, b);
        var birth = BirthComparison.Compare(Trusted(a), Trusted(b));
        var strong = IsStrong(a, b, name, birth);
        // A valid document under names or dates that contradict is another's on one side at least: nothing in it is agreement.
        var contradicted = !strong && a.Document.IsStrong && a.Document.IsSameAs(b.Document);
        if (contradicted) { birth = BirthComparison.Compare(a.StatedBirth, b.StatedBirth); }
        return OfNames(a, b, name)
            | OfNumbers(a, b)
            | (birth >= BirthLevel.LunarOff ? LinkGrounds.Birth : 0)
            | (!contradicted && AgreesUnflagged(a.Document, b.Document) ? LinkGrounds.Document : 0)
            | OfPlaces(AddressComparison.BesideDocuments(a, b))
            | (a.CaseNo.Length > 0 && a.CaseNo == b.CaseNo ? LinkGrounds.CaseNumber : 0)
            | (strong ? LinkGrounds.StrongDocument : 0);
    }

    private static LinkGrounds OfNames(NormalizedRecord a, NormalizedRecord b, NameLevel name)
    {
        if (name is NameLevel.LatinSame or NameLevel.LatinNear) { return LinkGrounds.Letters | OfNicknames(a, b); }
        return OfNicknames(a, b)
            | (name == NameLevel.NicknameFits ? LinkGrounds.Nickname : name >= NameLevel.TwoAlike ? LinkGrounds.Name : 0);
    }

    private static LinkGrounds OfNicknames(NormalizedRecord a, NormalizedRecord b)
    {
        foreach (var nickname in a.Nicknames)
        {
            if (b.Nicknames.Contains(nickname)) { return LinkGrounds.Nickname; }
        }
        return LinkGrounds.None;
    }

    private static LinkGrounds OfPlaces(AddressLevel level) =>
        (level >= AddressLevel.StreetSame ? LinkGrounds.Address : 0) | (level >= AddressLevel.AreaSame ? LinkGrounds.Area : 0);

    private static LinkGrounds OfNumbers(NormalizedRecord a, NormalizedRecord b) =>
        (Intersects(a.Phones, b.Phones) ? LinkGrounds.Phone : 0)
        | (Intersects(a.BankCards, b.BankCards) ? LinkGrounds.BankCard : 0)
        | (Intersects(a.Plates, b.Plates) ? LinkGrounds.Plate : 0)
        | ((a.WeChat.Length > 0 && a.WeChat == b.WeChat) || (a.Qq.Length > 0 && a.Qq == b.Qq) ? LinkGrounds.Account : 0);

    /// <summary>Rule M1: the same valid document, unless name or date of birth contradicts. A slip, a variant or an absence is no contradiction.</summary>
    private static bool IsStrong(NormalizedRecord a, NormalizedRecord b, NameLevel name, BirthLevel birth) =>
        a.Document.IsStrong && a.Document.IsSameAs(b.Document)
        && name is not (NameLevel.Different or NameLevel.SurnameSame or NameLevel.GivenSame or NameLevel.LatinDifferent or NameLevel.NicknameOther
            or NameLevel.OneOtherOfTwo or NameLevel.OneOtherOfThree)
        && birth is not (BirthLevel.Different or BirthLevel.YearSame or BirthLevel.OnePartOff);

    private static bool AgreesUnflagged(in DocumentNumber a, in DocumentNumber b) =>
        !a.IsCheckFailed && !b.IsCheckFailed
        && DocumentComparison.Compare(a, b) is DocumentLevel.MaskedSame or DocumentLevel.SameVerified or DocumentLevel.OtherSame;

    private static PartialDate Trusted(NormalizedRecord record) =>
        record.StatedBirth.IsKnown ? record.StatedBirth : record.Document.IsCheckFailed ? default : record.Document.Birth;

    private static bool Intersects(ImmutableArray<string> a, ImmutableArray<string> b)
    {
        foreach (var value in a)
        {
            if (b.Contains(value)) { return true; }
        }
        return false;
    }
}
