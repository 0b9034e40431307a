using Coordination.Gateway.Auth;
using Coordination.Gateway.Conventions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Conventions;

public sealed class ConventionTests
{
    private static readonly KeyedHash Hash = new(new byte[32]);
    private static readonly Caller Guangdong = new(new("440000"), "rms", null, [Role.ProvinceSystem]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(2_987_100_000_000)]
    [InlineData(long.MaxValue / 100 * 100 - 1)]
    public void An_amount_comes_back_equal(long fen) =>
        Assert.Equal(fen, Money.ToFen(Google.Type.Money.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(Money.FromFen(fen))), "amount"));

    public static TheoryData<string, long, int> WrongAmounts => new()
    {
        { "USD", 1, 0 }, { "", 1, 0 }, { "CNY", 0, 1 }, { "CNY", 1, -10_000_000 }, { "CNY", -1, 10_000_000 },
        { "CNY", long.MaxValue, 0 }, { "CNY", long.MinValue, 0 }, { "CNY", 0, int.MinValue }, { "CNY", 0, 1_000_000_000 },
    };

    [Theory, MemberData(nameof(WrongAmounts))]
    public void An_amount_that_is_not_whole_fen_in_CNY_is_refused(string currency, long units, int nanos)
    {
        var money = new Google.Type.Money { CurrencyCode = currency, Units = units, Nanos = nanos };

        var refused = Assert.Throws<RpcException>(() => Money.ToFen(money, "amount"));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Theory]
    [InlineData("\"7\"", 7)]
    [InlineData("7", null)]
    [InlineData("\"-7\"", null)]
    [InlineData("W/\"7\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("", null)]
    public void Only_a_quoted_version_is_an_etag(string etag, int? expected)
    {
        var parsed = Etags.TryParse(etag, out var version);

        Assert.Equal((expected is not null, expected), (parsed, version));
    }

    [Fact]
    public void A_page_token_serves_its_caller_and_question_only()
    {
        var tokens = new PageTokens(Hash);

        var token = tokens.Make(Guangdong, "cases|status=FILED", "cursor-42");

        Assert.Equal("cursor-42", tokens.Read(Guangdong, "cases|status=FILED", token));
        Assert.Throws<RpcException>(() => tokens.Read(Guangdong, "cases|status=OPEN", token));
        Assert.Throws<RpcException>(() => tokens.Read(Guangdong with { Person = "p-1" }, "cases|status=FILED", token));
        Assert.Throws<RpcException>(() => tokens.Read(Guangdong, "cases|status=FILED", token[..^1] + (token[^1] == 'A' ? 'Q' : 'A')));
        Assert.Throws<RpcException>(() => tokens.Read(Guangdong, "cases|status=FILED", "%%%"));
    }

    [Fact]
    public void The_same_create_names_the_same_thing_and_another_one_does_not()
    {
        var ids = new Ids(Hash);
        var request = Guid.Parse("0198b3a0-0000-7000-8000-000000000001");

        var first = ids.Named("group", Guangdong, "CreateGroup", request);

        Assert.Matches("^group-[0-9a-f]{32}$", first);
        Assert.Equal(first, ids.Named("group", Guangdong, "CreateGroup", request));
        Assert.NotEqual(first, ids.Named("group", Guangdong with { System = "other" }, "CreateGroup", request));
        Assert.NotEqual(first, new Ids(new(new byte[] { 1 })).Named("group", Guangdong, "CreateGroup", request));
        Assert.NotEqual(ids.Case(new("440000"), "1"), ids.Case(new("310000"), "1"));
    }

    [Theory]
    [InlineData("cases/0f3a", "case-0f3a")]
    [InlineData("cases/", null)]
    [InlineData("cases", null)]
    [InlineData("groups/0f3a", null)]
    [InlineData("cases/0F3A", null)]
    [InlineData("cases/a/b", null)]
    [InlineData("cases/\u0000", null)]
    public void A_name_is_its_collection_and_an_id_of_a_fixed_alphabet(string name, string? key)
    {
        if (key is null)
        {
            Assert.Throws<RpcException>(() => Require.Name(name, "cases", "case", "name"));
        }
        else
        {
            Assert.Equal((key, name), (Require.Name(name, "cases", "case", "name"), Require.NameOf(key, "cases")));
        }
    }

    public static TheoryData<Google.Protobuf.IMessage, string?> Messages => new()
    {
        { new StringValue { Value = "张测一 e\u0301 \U0002A700 =cmd|' /C calc'!A0 \u202E" }, null },
        { new StringValue { Value = "a\0b" }, "value" },
        { new StringValue { Value = "a\uD800b" }, "value" },
        { new StringValue { Value = "\uDC00" }, "value" },
        { new StringValue { Value = new('x', WellFormed.TextLengthMax + 1) }, "value" },
        { new DoubleValue { Value = double.NaN }, "value" },
        { new Timestamp { Seconds = long.MaxValue }, "" },
        { new Duration { Seconds = 1, Nanos = -1 }, "" },
        { new FieldMask { Paths = { "good", "b\0d" } }, "paths[1]" },
        { new FieldMask { Paths = { Enumerable.Repeat("x", 1001) } }, "paths" },
        { new Struct { Fields = { ["a"] = Value.ForString("\0") } }, "fields[a].string_value" },
        { new Option { Value = Any.Pack(new Empty()), Name = "\0" }, "name" },
        { new Field { Kind = (Field.Types.Kind)int.MaxValue }, "kind" },
    };

    [Theory, MemberData(nameof(Messages))]
    public void A_field_is_refused_by_its_path_if_it_cannot_be_stored_and_given_back(Google.Protobuf.IMessage message, string? path) =>
        Assert.Equal(path is null ? [] : [path], WellFormed.Check(message).Select(violation => violation.Subject));
}
