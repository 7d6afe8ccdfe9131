using Glia.Files;
using Glia.Tests.Data;

namespace Glia.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else() => Fixture.WithFile("", folder =>
    {
        string path = Path.Combine(folder, "deep", "model.bin");
        AtomicFile.WriteText(path, "first");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half of"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        AtomicFile.WriteText(path, "second");
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    });

    [Fact]
    public void A_place_that_cannot_be_written_gets_its_sentence() => Fixture.WithFile("", path =>
    {
        File.WriteAllText(path, "a file, not a folder");
        string message = Assert.Throws<GliaException>(() => AtomicFile.WriteText(Path.Combine(path, "x"), "")).Message;
        Assert.Contains("cannot be written", message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_link_is_followed_and_stays() => Fixture.WithFile("", folder =>
    {
        Directory.CreateDirectory(folder);
        string target = Path.Combine(folder, "target"), link = Path.Combine(folder, "link");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        AtomicFile.WriteText(link, "new");
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    });
}
