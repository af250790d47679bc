"""Treaty obligations, memberships, and ties read together."""
