using System.Text.Json;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>How a submission is written before it is sealed.</summary>
public sealed class SubmittedAttributesJsonConverterTests
{
    private static readonly SubmittedAttributes Full = new()
    {
        FullName = "王小明", RomanisedName = "Wang Xiaoming", Aliases = ["老王", "小明"], Sex = "M", BirthDate = "1990-03-07", IdType = "RESIDENT_ID", IdNumber = "110000199003070018",
        Phones = ["15400000001"], BankCards = ["9999990000000000001", "9999990000000000002"], Plates = ["苏A00001"], Wechat = "wx-1", Qq = "10001",
        RegisteredAddress = "江苏省南京市虚构路1号", PresentAddress = "“虚构”小区\\2栋", Ethnicity = "汉", CaseNumber = "(2025)样字第1号",
        SubmittedAt = new(2025, 9, 1, 8, 30, 0, TimeSpan.FromHours(8)),
    };

    public static TheoryData<string> Fields => [.. typeof(SubmittedAttributes).GetProperties().Select(property => property.Name)];

    /// <summary>Each field by itself: two that change places would not be seen where all are alike.</summary>
    [Theory, MemberData(nameof(Fields))]
    public void Every_field_comes_back_in_its_place(string field)
    {
        var property = typeof(SubmittedAttributes).GetProperty(field)!;
        var alone = new SubmittedAttributes();
        property.SetValue(alone, property.GetValue(Full));

        var again = Read(Write(alone));

        Assert.NotEqual(property.GetValue(new SubmittedAttributes()), property.GetValue(alone));
        foreach (var each in typeof(SubmittedAttributes).GetProperties()) { Assert.Equal(each.GetValue(alone), each.GetValue(again)); }
    }

    [Fact]
    public void What_is_said_takes_most_of_the_room() =>
        Assert.Equal("""["王伟","",[],"","","","",["15400000001"],[],[],"","","","","",""]""", Write(new() { FullName = "王伟", Phones = ["15400000001"] }));

    [Fact]
    public void What_was_sealed_with_named_fields_is_read_as_before()
    {
        var read = Read("""{"fullName":"王伟","aliases":["老王"],"sex":"M","phones":[],"qq":"","caseNumber":"1","later":{"a":[1]},"submittedAt":"2025-09-01T08:30:00+08:00"}""");

        Assert.Equal(("王伟", "M", "", "1", Full.SubmittedAt), (read.FullName, read.Sex, read.IdNumber, read.CaseNumber, read.SubmittedAt));
        Assert.Equal(["老王"], read.Aliases);
        Assert.Empty(read.Phones);
    }

    [Fact]
    public void Fields_of_a_later_version_are_left_out() =>
        Assert.Equal("王伟", Read("""["王伟","",[],"","","","",[],[],[],"","","","","","","2025-09-01T08:30:00+08:00",["new"],"newer"]""").FullName);

    [Theory, InlineData("1"), InlineData("\"text\""), InlineData("[\"王伟\""), InlineData("[\"王伟\",{}]"), InlineData("[1]"), InlineData("{\"submittedAt\":\"once\"}")]
    public void What_is_no_submission_is_refused(string json) => Assert.Throws<JsonException>(() => Read(json));

    private static string Write(SubmittedAttributes attributes) => JsonSerializer.Serialize(attributes, SubmittedAttributesJson.Readable.SubmittedAttributes);

    private static SubmittedAttributes Read(string json) => JsonSerializer.Deserialize(json, SubmittedAttributesJson.Default.SubmittedAttributes)!;
}
