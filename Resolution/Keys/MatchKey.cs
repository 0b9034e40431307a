namespace Coordination.Resolution;

/// <summary>What two records must share to be compared. The numbers are stored with the keys and never change their meaning.</summary>
public enum KeyFamily : byte
{
    Unspecified = 0,
    Document = 1,
    DocumentStart = 2,
    DocumentEnd = 3,
    DocumentWithoutBirth = 4,
    DocumentTail = 5,
    Phone = 6,
    BankCard = 7,
    Plate = 8,
    WeChat = 9,
    Qq = 10,
    NameYear = 11,
    NameCity = 12,
    BirthCity = 13,
    BirthSurname = 14,
    BirthLastCharacter = 15,
    NicknameCity = 16,
    Door = 17,
    CaseNumber = 18,
    NicknameName = 19,
}

/// <summary>One key of a record. The text holds personal data: whoever stores it stores an HMAC of family and text.</summary>
public readonly record struct MatchKey(KeyFamily Family, string Text);
