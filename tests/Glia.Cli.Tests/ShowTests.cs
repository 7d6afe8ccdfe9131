namespace Glia.Cli.Tests;

public sealed class ShowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-show-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sheet_is_written_and_said()
    {
        string sheet = Path.Combine(_folder, "sheet.png");
        Command.Result result = Command.Run("show", "mnist", "--augment", "rotate=12,shift=2", "-o", sheet);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Equal($"{sheet} shows a picture of each class as it is, and as the network sees it in the first nine epochs.",
            result.Output.Trim());
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(sheet)[..4]);
        Assert.Contains("None is changed while the network learns", Command.Run("show", "mnist", "-o", sheet).Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sheet.jpg", "sheet.jpg must end in .png: that is the form the sheet is written in.", "mnist")]
    [InlineData("sheet.png", "--augment: unknown key 'rotat' in augment; did you mean 'rotate'?", "mnist", "--augment", "rotat=3")]
    public void What_cannot_be_is_said_in_one_sentence(string file, string sentence, params string[] arguments)
    {
        Command.Result result = Command.Run(["show", .. arguments, "-o", file]);
        Assert.Equal((2, sentence), (result.Code, result.Errors.Trim()));
    }

    [Fact]
    public void A_table_is_no_picture()
    {
        string table = Path.Combine(_folder, "t.csv");
        File.WriteAllText(table, "a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,1,x\n");
        Command.Result shown = Command.Run("show", table),
            trained = Command.Run("train", table, "--augment", "rotate=3", "-o", Path.Combine(_folder, "run"));
        Assert.Equal(2, shown.Code);
        Assert.StartsWith($"A sheet shows pictures, and a row of 2 numbers of {table} is not known to be one", shown.Errors,
            StringComparison.Ordinal);
        Assert.Equal(2, trained.Code);
        Assert.StartsWith($"augment changes pictures, and a row of 2 numbers of {table} is not known to be one", trained.Errors,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "run")));
    }
}
