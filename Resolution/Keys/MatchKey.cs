namespace Coordination.Resolution;

/// <summary>What two records must share to be compared. The numbers are stored with the keys and never change their meaning.</summary>
public enum KeyFamily : byte
{
    Unspecified = 0,
    Document = 1,
    DocumentStart = 2,
    DocumentWithoutBirth = 4,
    DocumentTail = 5,
    Phone = 6,
    BankCard = 7,
    Plate = 8,
    WeChat = 9,
    Qq = 10,
    BirthCity = 13,
    NicknameCity = 16,
    Door = 17,
    CaseNumber = 18,
    NicknameName = 19,
    LettersYear = 20,
    LettersCity = 21,
    BirthCharacter = 22,
    // Given out and retired: 3 (the end of a resident id), 11, 12 (letters in their order), 14, 15 (surname and last character apart).
}

/// <summary>One key of a record. The text holds personal data: whoever stores it stores an HMAC of family and text.</summary>
public readonly record struct MatchKey(KeyFamily Family, string Text);
