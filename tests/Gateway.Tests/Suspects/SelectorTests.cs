using Coordination.Gateway.Tests.Hosting;
using Coordination.V1;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>What a search may be made by, and what it then finds.</summary>
public sealed class SelectorTests(TestGateway gateway)
{
    public static TheoryData<SearchSuspectsRequest, string> TooLittle => new()
    {
        { new(), "SEARCH_TOO_BROAD" },
        { new() { Phone = "114" }, "SEARCH_TOO_BROAD" },
        { new() { Phone = "none" }, "SEARCH_TOO_BROAD" },
        { new() { BankCard = "1234" }, "SEARCH_TOO_BROAD" },
        { new() { Document = new() { Number = "E00000001" } }, "SEARCH_TOO_BROAD" },
        { new() { Document = new() { Number = "4400001985********" } }, "SEARCH_TOO_BROAD" },
        { new() { Person = new() { Name = "张测一" } }, "SEARCH_TOO_BROAD" },
        { new() { Person = new() { Name = "张测一", BirthDate = "1985-03" } }, "SEARCH_TOO_BROAD" },
        { new() { Person = new() { Name = "老王", BirthDate = "1985-03-14" } }, "SEARCH_TOO_BROAD" },
        { new() { Person = new() { BirthDate = "1985-03-14" } }, "SEARCH_TOO_BROAD" },
        { new() { Document = new() { Number = "440000198503140013" } }, "ID_NUMBER_CHECKSUM" },
        { new() { Document = new() { Type = "居民身份证", Number = "44000019850314001" } }, "ID_NUMBER_CHECKSUM" },
    };

    [Theory, MemberData(nameof(TooLittle))]
    public async Task A_selector_that_says_too_little_or_is_wrong_is_refused_without_being_told_back(SearchSuspectsRequest request, string reason)
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-broad");

        var refused = await Assert.ThrowsAsync<RpcException>(() => asker.Search(request));

        Assert.Equal((StatusCode.InvalidArgument, reason), (refused.StatusCode, refused.Reason()));
        Assert.NotEmpty(refused.Fields());
        Assert.DoesNotContain("4400001985", refused.GetRpcStatus()!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("孙样例", "1990-05-06", true)]
    [InlineData("孙样例", "1990-05-07", false)]
    [InlineData("孙样品", "1990-05-06", false)]
    public async Task A_name_is_found_with_its_birth_date_only(string name, string birthDate, bool found)
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-name");
        using var holder = new Desk(gateway, "640000");
        await holder.Submit("NAME", new() { FullName = "孙样例", BirthDate = "1990-05-06" });

        var answer = await asker.Search(new() { Person = new() { Name = name, BirthDate = birthDate }, Basis = await asker.OpenCase($"NAME-{name}-{birthDate}") });

        Assert.Equal(found ? ["640000"] : [], answer.Hits.SelectMany(hit => hit.Desks));
    }

    [Theory]
    [InlineData("", "440000198801010013")]
    [InlineData("居民身份证", "440000880101001")]
    public async Task A_document_is_found_by_its_number_in_either_length_as_a_strong_hit_with_own_records_by_name(string type, string number)
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-document");
        using var holder = new Desk(gateway, "650000");
        await holder.Submit("DOCUMENT", new() { FullName = "周样例", IdNumber = "440000198801010013" });
        var own = await asker.Submit("DOCUMENT", new() { FullName = "周样例", IdNumber = "440000198801010013" });

        var answer = await asker.Search(new() { Document = new() { Type = type, Number = number }, Basis = await asker.OpenCase($"DOCUMENT-{number}") });

        var hit = Assert.Single(answer.Hits);
        Assert.Equal((HitBand.Strong, own.Name), (hit.Band, Assert.Single(hit.OwnRecords)));
        Assert.Equal(["500000", "650000"], hit.Desks);
    }
}
