using Glia.Fuzz;

namespace Glia.Interop.Tests;

/// <summary>Changed files of every kind: an answer or a sentence, within seconds and 100 MB. bench/fuzz tries a million of them.</summary>
public sealed class FuzzTests
{
    private const int Tries = 300;

    public static TheoryData<string> Kinds => [.. Reader.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changed_files_are_read_or_refused_in_a_sentence(string kind)
    {
        var seeds = Seeds.Of([Path.Combine(AppContext.BaseDirectory, "Fixtures")]);
        Reader reader = Reader.All.Single(one => one.Name == kind);
        Assert.True(seeds.ContainsKey(reader), $"there is no file of {kind} to change");
        string folder = Directory.CreateTempSubdirectory("glia-fuzz-").FullName;
        try
        {
            var trial = new Trial(reader, seeds[reader], [.. seeds.Values.SelectMany(files => files).Select(file => file.Bytes)],
                folder, seed: 7);
            trial.Begin();
            for (int i = 0; i < Tries; i++) trial.Next();
            Assert.Empty(trial.Faults.Select(fault => $"{fault.Name}: {fault.What}"));
            Assert.Equal(Tries, trial.Read + trial.Refused);
            // Where nothing is ever read, or nothing refused, the changes try nothing.
            Assert.True(trial.Read > 0 && trial.Refused > 0, $"{trial.Read} read, {trial.Refused} refused");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("size.mat")]
    [InlineData("stride.onnx")]
    [InlineData("pads.onnx")]
    [InlineData("repetition.parquet")]
    [InlineData("slash.keras")]
    [InlineData("state.onnx")]
    public void Files_that_once_broke_a_reader_are_refused_in_a_sentence(string file)
    {
        string path = Fixture.Of(Path.Combine("faults", file));
        Assert.NotNull(Refusal.Check(() =>
        {
            Reader.Of(path)!.Open(path);
            return null;
        }));
    }

    [Fact]
    public void The_same_seed_gives_the_same_changes()
    {
        byte[] whole = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        Mutator one = new(3), two = new(3);
        for (int i = 0; i < 100; i++) Assert.Equal(one.Next(whole, whole), two.Next(whole, whole));
    }
}
