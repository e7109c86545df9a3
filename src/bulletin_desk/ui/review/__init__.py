"""Import review (核对导入): what was recognised, beside the lines of the file it came from."""
