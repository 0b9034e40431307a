using System.Globalization;
using Coordination.Resolution;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>The cast of scenario C4, with names, days of birth and numbers of its own for each number given, so that casts have nothing to do with each other.</summary>
internal static class AliasCast
{
    public const int Size = 7;

    // No two sound alike: each full name is one cast's.
    private static readonly (string Han, string Letters)[] Surnames =
        Words("赵zhao 钱qian 孙sun 李li 周zhou 吴wu 郑zheng 王wang 冯feng 陈chen 蒋jiang 沈shen 韩han 杨yang 朱zhu 秦qin 许xu 何he 施shi 张zhang 孔kong 曹cao 严yan");

    private static readonly (string Han, string Letters)[] Given = Words(
        "伟wei 强qiang 军jun 磊lei 勇yong 浩hao 明ming 宇yu 杰jie 华hua 平ping 涛tao 超chao 刚gang 建jian 文wen 辉hui 鹏peng 飞fei 波bo 鑫xin 丽li "
        + "海hai 晨chen 斌bin 林lin 志zhi 龙long 帆fan 东dong 亮liang 凯kai 轩xuan 峰feng 国guo 静jing 然ran 涵han 宁ning 泽ze 娟juan 阳yang 旭xu 康kang "
        + "佳jia 艳yan 敏min 梓zi 松song 震zhen 坤kun 芳fang 翔xiang 红hong 霞xia 玲ling 德de 睿rui 婷ting 梅mei 金jin 天tian 娜na 生sheng 诺nuo 航hang "
        + "奕yi 丹dan 荣rong 尔er 春chun 雪xue 熙xi 卓zhuo 哲zhe 倩qian 氏shi 恩en 楠nan 琪qi 朗lang 承cheng 璐lu 颖ying 媛yuan 瑶yao 蓓bei 云yun "
        + "悦yue 福fu 秀xiu 润run 庆qing 光guang 才cai 素su 根gen 忠zhong 贵gui 婉wan 买mai 阿a 发fa 哥ge 迪di 雅ya 兰lan 梦meng 思si 杜du "
        + "班ban 若ruo 拉la 提ti 桐tong 逊xun 宝bao 森sen 山shan 桑sang 曼man 合he 车che 增zeng 沐mu 王wang 库ku 可ke 肉rou 措cuo 张zhang 玛ma "
        + "吉ji 热re 淑shu 翠cui 刘liu 莲lian 米mi 艾ai 古gu 仁ren 头tou 琴qin 娥e 菊ju 弛chi 武wu 吐tu 焘dao 多duo 辩bian 卡ka 坡po "
        + "琼qiong 高gao 嗫nie 疤ba 珠zhu 皮pi 川chuan 佬lao 唐tang 黄huang 狗gou 索suo 次ci 猴hou 水shui 孙sun 洛luo 赵zhao 虎hu 江jiang 白bai 豆dou "
        + "仙xian 彪biao 日ri 摔shuai 淼miao 毛mao 小xiao 旮ga 稍shao 斩zhan 棺guan 周zhou 谢xie 绅shen 倡chang 伞san 蚕can 谋mou 棍gun 感gan 裨bi 品pin "
        + "杂za 泵beng 款kuan 塞sai 鸾luan 舂chong 碳tan 嗡weng 怪guai 曹cao 火huo 碓dui 绝jue 蝉chan 杀sha 星xing 瞅chou 诈zha 内nei 补bu 巧qiao 趋qu");

    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]; // GB 11643

    public static SuspectAttributes[] Of(int cast)
    {
        var random = new Random(cast);
        var ((surname, letters), (given, givenLetters)) = (Surnames[cast % Surnames.Length], Given[cast / Surnames.Length]);
        var (born, other) = (Day(random), Day(random));
        var sequence = random.Next(1, 990);
        var id = Id("440000", born, sequence);
        var phone = Number("139", random, 8);
        var card = Luhn(Number("999999", random, 9));
        var (name, stranger) = (surname + given + "一", Surnames[(cast + 9) % Surnames.Length].Han + given + "例");
        return
        [
            One("R1", "440000") with { Name = name, IdNumber = id, Phones = [phone] },
            One("R2", "310000") with { Name = surname + given + "壹", IdNumber = id[..6] + id[8..17], BankCards = [card] },
            One("R3", "330000") with { Romanised = $"{letters} {givenLetters}yi", IdType = "护照", IdNumber = Number("E", random, 8), Phones = [phone], BankCards = [card] },
            One("R4", "320000") with { Name = Surnames[(cast + 5) % Surnames.Length].Han + given + "本", Phones = [phone] },
            One("D1", "510000") with { Name = name, BirthDate = born.ToString("O", CultureInfo.InvariantCulture), IdNumber = Id("440000", born, sequence + 2) },
            One("D2", "420000") with { Name = stranger, IdNumber = Id("330000", other, random.Next(1, 999)), Phones = [phone] },
            One("D3", "350000") with { Name = name, IdNumber = id[..17] + (id[17] == '9' ? '0' : id[17] == 'X' ? '1' : (char)(id[17] + 1)) },
        ];

        SuspectAttributes One(string who, string owner) => new(string.Create(CultureInfo.InvariantCulture, $"{cast:D4}-{who}")) { ProvinceCode = owner };
    }

    private static (string Han, string Letters)[] Words(string words) => [.. words.Split(' ').Select(word => (word[..1], word[1..]))];

    private static DateOnly Day(Random random) => new DateOnly(1960, 1, 1).AddDays(random.Next(14_000));

    private static string Number(string start, Random random, int digits) => start + string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10))));

    private static string Id(string area, DateOnly born, int sequence)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{area}{born:yyyyMMdd}{sequence:D3}");
        return body + "10X98765432"[body.Zip(IdWeights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }

    private static string Luhn(string body)
    {
        var sum = body.Reverse().Select((c, i) => i % 2 == 0 ? (c - '0') * 2 : c - '0').Sum(n => n > 9 ? n - 9 : n);
        return body + (char)('0' + (10 - sum % 10) % 10);
    }
}
