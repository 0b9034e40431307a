using System.Globalization;

namespace Coordination.Resolution;

/// <summary>
/// The keys under which a record is found: two records are compared when they share one. Never a bare name, surname
/// or city, which thousands share.
/// </summary>
public static class MatchKeys
{
    private const int NumberLengthMax = 11;
    private const char Joint = '|';

    /// <summary>Keys of the record, about a dozen, each once, in a fixed order.</summary>
    public static IReadOnlyList<MatchKey> Keys(NormalizedRecord record)
    {
        var keys = new KeyList(new(16));
        Give(record, ref keys);
        return keys.Keys;
    }

    /// <summary>Takes keys as the parts that make their text, so that whoever needs no text makes none.</summary>
    internal interface ITaker
    {
        /// <param name="family">Kind of the key.</param>
        /// <param name="text">The key, or its first part.</param>
        /// <param name="rest">Its second part, set off by a bar; empty if there is none.</param>
        void Take(KeyFamily family, ReadOnlySpan<char> text, ReadOnlySpan<char> rest);
    }

    /// <summary>Gives all keys of the record to <paramref name="taker"/>, in a fixed order.</summary>
    internal static void Give<TTaker>(NormalizedRecord record, ref TTaker taker) where TTaker : struct, ITaker
    {
        GiveDocument(record.Document, ref taker);
        GiveAll(KeyFamily.Phone, record.Phones, ref taker);
        GiveAll(KeyFamily.BankCard, record.BankCards, ref taker);
        GiveAll(KeyFamily.Plate, record.Plates, ref taker);
        if (record.WeChat.Length > 0) { taker.Take(KeyFamily.WeChat, record.WeChat, ""); }
        if (record.Qq.Length > 0) { taker.Take(KeyFamily.Qq, record.Qq, ""); }
        GiveNames(record, ref taker);
        GiveBirth(record, record.Birth, ref taker);
        if (record.Document.Birth.IsComplete && record.Document.Birth != record.Birth) { GiveBirth(record, record.Document.Birth, ref taker); }
        if (record.Place.IsDetailed) { GiveJoined(KeyFamily.Door, record.Place.Street, record.Place.Area, ref taker); }
        if (record.Huji.IsDetailed && record.Huji != record.Place) { GiveJoined(KeyFamily.Door, record.Huji.Street, record.Huji.Area, ref taker); }
        if (record.CaseNo.Length > 0) { taker.Take(KeyFamily.CaseNumber, record.CaseNo, ""); }
    }

    private static void GiveDocument<TTaker>(in DocumentNumber document, ref TTaker taker) where TTaker : struct, ITaker
    {
        if (!document.IsPresent) { return; }
        var text = document.Text.AsSpan();
        if ((document.Flags & DocumentFlags.Masked) == 0) { taker.Take(KeyFamily.Document, text, ""); }
        if (document.Kind == DocumentKind.Other)
        {
            var number = text[(text.LastIndexOf(':') + 1)..];
            if (number.Length < 6) { return; }
            taker.Take(KeyFamily.DocumentStart, number[..(number.Length / 2)], ""); // a slip spoils one half only
            taker.Take(KeyFamily.DocumentTail, number[(number.Length / 2)..], "");
            return;
        }
        if (text.Length < 17) { return; }

        GiveUnmasked(KeyFamily.DocumentStart, text[..14], ref taker);
        GiveUnmasked(KeyFamily.DocumentEnd, text[6..], ref taker);
        Span<char> withoutBirth = stackalloc char[10];
        text[..6].CopyTo(withoutBirth);
        text[^4..].CopyTo(withoutBirth[6..]);
        GiveUnmasked(KeyFamily.DocumentWithoutBirth, withoutBirth, ref taker);
        GiveUnmasked(KeyFamily.DocumentTail, text[^8..], ref taker);
    }

    private static void GiveUnmasked<TTaker>(KeyFamily family, ReadOnlySpan<char> text, ref TTaker taker) where TTaker : struct, ITaker
    {
        if (!text.Contains('*')) { taker.Take(family, text, ""); }
    }

    private static void GiveAll<TTaker>(KeyFamily family, ImmutableArray<string> texts, ref TTaker taker) where TTaker : struct, ITaker
    {
        foreach (var text in texts) { taker.Take(family, text, ""); }
    }

    private static void GiveNames<TTaker>(NormalizedRecord record, ref TTaker taker) where TTaker : struct, ITaker
    {
        for (var i = 0; i < record.Names.Length; i++)
        {
            if (!IsAmong(record.Names, i, record.Names[i].Letters)) { GiveLetters(record, record.Names[i].Letters, ref taker); }
        }
        if (record.Latin is { } latin)
        {
            if (!IsAmong(record.Names, record.Names.Length, latin.Letters)) { GiveLetters(record, latin.Letters, ref taker); }
            if (latin.LettersLastFirst != latin.Letters && !IsAmong(record.Names, record.Names.Length, latin.LettersLastFirst)) { GiveLetters(record, latin.LettersLastFirst, ref taker); }
        }
        if (!record.Place.HasCity && !record.Huji.HasCity) { return; } // a nickname without a place is anybody's
        foreach (var nickname in record.Nicknames) { GivePerCity(KeyFamily.NicknameCity, nickname, record, ref taker); }
    }

    private static bool IsAmong(ImmutableArray<PersonName> names, int before, string letters)
    {
        for (var i = 0; i < before; i++)
        {
            if (names[i].Letters == letters) { return true; }
        }
        return false;
    }

    private static void GiveLetters<TTaker>(NormalizedRecord record, string letters, ref TTaker taker) where TTaker : struct, ITaker
    {
        if (record.Birth.IsKnown) { GiveJoined(KeyFamily.NameYear, letters, record.Birth.Year, ref taker); }
        GivePerCity(KeyFamily.NameCity, letters, record, ref taker);
    }

    private static void GiveBirth<TTaker>(NormalizedRecord record, PartialDate birth, ref TTaker taker) where TTaker : struct, ITaker
    {
        if (!birth.IsComplete) { return; }
        Span<char> text = stackalloc char[PartialDate.LengthMax];
        ReadOnlySpan<char> date = text[..birth.Write(text)];
        GivePerCity(KeyFamily.BirthCity, date, record, ref taker);
        if (record.Names.IsEmpty)
        {
            foreach (var word in record.Latin?.Words ?? []) { taker.Take(KeyFamily.BirthSurname, date, word); }
            return;
        }
        taker.Take(KeyFamily.BirthSurname, date, record.Names[0].Surname);
        taker.Take(KeyFamily.BirthLastCharacter, date, record.Names[0].LastCharacter);
    }

    /// <summary>One key a prefecture; records of which none is known meet under 0.</summary>
    private static void GivePerCity<TTaker>(KeyFamily family, ReadOnlySpan<char> text, NormalizedRecord record, ref TTaker taker) where TTaker : struct, ITaker
    {
        if (!record.Place.HasCity && !record.Huji.HasCity) { GiveJoined(family, text, 0, ref taker); }
        if (record.Place.HasCity) { GiveJoined(family, text, record.Place.Area, ref taker); }
        if (record.Huji.HasCity && record.Huji.Area != record.Place.Area) { GiveJoined(family, text, record.Huji.Area, ref taker); }
    }

    private static void GiveJoined<TTaker>(KeyFamily family, ReadOnlySpan<char> text, int number, ref TTaker taker) where TTaker : struct, ITaker
    {
        Span<char> digits = stackalloc char[NumberLengthMax];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        taker.Take(family, text, digits[..length]);
    }

    private readonly struct KeyList(List<MatchKey> keys) : ITaker
    {
        public List<MatchKey> Keys { get; } = keys;

        public void Take(KeyFamily family, ReadOnlySpan<char> text, ReadOnlySpan<char> rest) =>
            Keys.Add(new(family, rest.IsEmpty ? text.ToString() : $"{text}{Joint}{rest}"));
    }
}
