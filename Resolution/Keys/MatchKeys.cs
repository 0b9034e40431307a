using System.Globalization;

namespace Coordination.Resolution;

/// <summary>
/// The keys under which a record is found: two records are compared when they share one. Never a bare name, surname
/// or city, which thousands share.
/// </summary>
public static class MatchKeys
{
    /// <summary>Keys of the record, about a dozen, each once, in a fixed order.</summary>
    public static IReadOnlyList<MatchKey> Keys(NormalizedRecord record)
    {
        var keys = new List<MatchKey>(16);
        AddDocument(keys, record.Document);
        foreach (var phone in record.Phones) { keys.Add(new(KeyFamily.Phone, phone)); }
        foreach (var card in record.BankCards) { keys.Add(new(KeyFamily.BankCard, card)); }
        foreach (var plate in record.Plates) { keys.Add(new(KeyFamily.Plate, plate)); }
        if (record.WeChat.Length > 0) { keys.Add(new(KeyFamily.WeChat, record.WeChat)); }
        if (record.Qq.Length > 0) { keys.Add(new(KeyFamily.Qq, record.Qq)); }
        AddNames(keys, record);
        AddBirth(keys, record);
        AddPlaces(keys, record);
        if (record.CaseNo.Length > 0) { keys.Add(new(KeyFamily.CaseNumber, record.CaseNo)); }
        return keys;
    }

    private static void AddDocument(List<MatchKey> keys, DocumentNumber document)
    {
        if (!document.IsPresent) { return; }
        var text = document.Text;
        var masked = (document.Flags & DocumentFlags.Masked) != 0;
        if (!masked) { keys.Add(new(KeyFamily.Document, text)); }
        if (document.Kind == DocumentKind.Other)
        {
            var number = text[(text.LastIndexOf(':') + 1)..];
            if (number.Length < 6) { return; }
            keys.Add(new(KeyFamily.DocumentStart, number[..(number.Length / 2)])); // a slip spoils one half only
            keys.Add(new(KeyFamily.DocumentTail, number[(number.Length / 2)..]));
            return;
        }
        if (text.Length < 17) { return; }

        AddUnmasked(keys, KeyFamily.DocumentStart, text[..14]);
        AddUnmasked(keys, KeyFamily.DocumentEnd, text[6..]);
        AddUnmasked(keys, KeyFamily.DocumentWithoutBirth, string.Concat(text.AsSpan(0, 6), text.AsSpan(text.Length - 4)));
        AddUnmasked(keys, KeyFamily.DocumentTail, text[^8..]);
    }

    private static void AddUnmasked(List<MatchKey> keys, KeyFamily family, string text)
    {
        if (!text.Contains('*')) { keys.Add(new(family, text)); }
    }

    private static void AddNames(List<MatchKey> keys, NormalizedRecord record)
    {
        var letters = new List<string>(2);
        foreach (var name in record.Names) { AddOnce(letters, name.Letters); }
        if (record.Latin is { } latin)
        {
            AddOnce(letters, latin.Letters);
            AddOnce(letters, latin.LettersLastFirst);
        }
        foreach (var name in letters)
        {
            if (record.Birth.IsKnown) { keys.Add(new(KeyFamily.NameYear, Join(name, record.Birth.Year))); }
            AddPerCity(keys, KeyFamily.NameCity, name, record);
        }
        if (!record.Place.HasCity && !record.Huji.HasCity) { return; } // a nickname without a place is anybody's
        foreach (var nickname in record.Nicknames) { AddPerCity(keys, KeyFamily.NicknameCity, nickname, record); }
    }

    private static void AddBirth(List<MatchKey> keys, NormalizedRecord record)
    {
        AddBirth(keys, record, record.Birth);
        if (record.Document.Birth.IsComplete && record.Document.Birth != record.Birth) { AddBirth(keys, record, record.Document.Birth); }
    }

    private static void AddBirth(List<MatchKey> keys, NormalizedRecord record, PartialDate birth)
    {
        if (!birth.IsComplete) { return; }
        var date = birth.ToString();
        AddPerCity(keys, KeyFamily.BirthCity, date, record);
        if (record.Names.IsEmpty)
        {
            foreach (var word in record.Latin?.Words ?? []) { keys.Add(new(KeyFamily.BirthSurname, date + "|" + word)); }
            return;
        }
        keys.Add(new(KeyFamily.BirthSurname, date + "|" + record.Names[0].Surname));
        keys.Add(new(KeyFamily.BirthLastCharacter, date + "|" + record.Names[0].LastCharacter));
    }

    private static void AddPlaces(List<MatchKey> keys, NormalizedRecord record)
    {
        if (record.Place.IsDetailed) { keys.Add(new(KeyFamily.Door, Join(record.Place.Street, record.Place.Area))); }
        if (record.Huji.IsDetailed && record.Huji != record.Place) { keys.Add(new(KeyFamily.Door, Join(record.Huji.Street, record.Huji.Area))); }
    }

    /// <summary>One key a prefecture; records of which none is known meet under 0.</summary>
    private static void AddPerCity(List<MatchKey> keys, KeyFamily family, string text, NormalizedRecord record)
    {
        if (!record.Place.HasCity && !record.Huji.HasCity) { keys.Add(new(family, Join(text, 0))); }
        if (record.Place.HasCity) { keys.Add(new(family, Join(text, record.Place.Area))); }
        if (record.Huji.HasCity && record.Huji.Area != record.Place.Area) { keys.Add(new(family, Join(text, record.Huji.Area))); }
    }

    private static void AddOnce(List<string> texts, string text)
    {
        if (!texts.Contains(text)) { texts.Add(text); }
    }

    private static string Join(string text, int number) => string.Create(CultureInfo.InvariantCulture, $"{text}|{number}");
}
